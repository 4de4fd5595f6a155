import { existsSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import type { JobView, RunView } from '@promo/sandbox'
import { createNarrator, type Narrator } from '../demo/narrator.ts'
import { tellJobs } from '../demo/progress.ts'
import { sandboxError } from './errors.ts'
import { loadSandbox } from './load-sandbox.ts'
import { parsePairs, parseRepository, readSecrets, type LocalRepository } from './options.ts'
import { NO_SCANNERS, openStage, type Stage } from './stage.ts'
import { causeEvent, parseEvent, type RunEvent } from './start-run.ts'
import { aborted, stopSignal } from './stop-signal.ts'

export interface RunOptions {
  readonly repository: string
  readonly event: string
  readonly input?: readonly string[]
  readonly variable?: readonly string[]
  readonly secret?: readonly string[]
  readonly directory?: string
  readonly json?: boolean
}

/** Runs one workflow of a folder once. Exit code 1 when it, or a run that it caused, did not succeed. */
export async function sandboxRun(file: string, options: RunOptions): Promise<number> {
  const repository = parseRepository(options.repository)
  const workflow = workflowPath(repository, file)
  const event = parseEvent(options.event)
  const inputs = parsePairs('--input', options.input ?? [])
  const variables = parsePairs('--variable', options.variable ?? [])
  const secrets = readSecrets(options.secret ?? [], process.env)
  const narrator = createNarrator(process.stderr)
  const stop = stopSignal()
  const gate = startGate(repository, workflow, event)
  const { directory } = options
  const stage = await openStage({
    variables,
    secrets,
    mayStart: gate.mayStart,
    ...(directory === undefined ? {} : { directory }),
  })
  try {
    tellJobs(stage.sandbox, narrator)
    narrator.chapter(`${repository.name}: ${workflow} on ${event}`)
    if (stage.toolDirectory === '') narrator.say(NO_SCANNERS)
    if (event !== 'push') await stage.push(repository)
    // What the pushes until here start is decided once they have been looked at.
    await stage.sandbox.runner.idle()
    gate.open()
    if (event === 'push') await stage.push(repository)
    await causeEvent(stage, { repository: repository.name, workflow, event, inputs })
    await Promise.race([stage.sandbox.runner.idle(), aborted(stop.signal)])
    return await conclude(stage, narrator, options.json === true)
  } finally {
    stop.release()
    await stage.close()
  }
}

/** Path in the repository of a file given by its name in .github/workflows or by a path. Throws `sandbox-workflow-missing`. */
export function workflowPath({ directory }: LocalRepository, file: string): string {
  const named = join('.github', 'workflows', basename(file))
  const given = relative(directory, resolve(file))
  const found = [given, file, named].find(
    (path) => /^\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(path) && existsSync(join(directory, path)),
  )
  if (found !== undefined) return found.replaceAll('\\', '/')
  throw sandboxError('sandbox-workflow-missing', { directory, file }, `${directory} has no workflow ${file}`)
}

/** Nothing starts before the gate opens; then the chosen event starts the chosen workflow alone, and what that causes starts as on GitHub. */
function startGate(
  { name }: LocalRepository,
  workflow: string,
  event: RunEvent,
): {
  readonly open: () => void
  readonly mayStart: (start: { event: string; repository: string; path: string }) => boolean
} {
  let isOpen = false
  return {
    open: () => {
      isOpen = true
    },
    mayStart: (start) => isOpen && (start.event !== event || start.repository !== name || start.path === workflow),
  }
}

async function conclude({ sandbox }: Stage, narrator: Narrator, json: boolean): Promise<number> {
  const { jobLog } = await loadSandbox()
  const { runs } = sandbox.runner
  if (json) process.stdout.write(`${JSON.stringify(runs.map(described), null, 2)}\n`)
  if (runs.length === 0) throw sandboxError('sandbox-nothing-started', {}, 'the event started no workflow')
  for (const run of runs) tellFailures(run, narrator, jobLog)
  for (const { host } of sandbox.network.requests.refused)
    narrator.refused(`a request to ${host} was refused: the sandbox has no such host`)
  return runs.every(({ conclusion }) => conclusion === 'success' || conclusion === 'skipped') ? 0 : 1
}

function tellFailures(run: RunView, narrator: Narrator, jobLog: (job: JobView) => string): void {
  const line = `${run.name} (${run.title}): ${run.conclusion ?? run.status}`
  if (run.conclusion === 'success') narrator.good(line)
  else narrator.refused(run.error === undefined ? line : `${line}: ${run.error}`)
  for (const job of run.jobs.filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'cancelled')) {
    process.stderr.write(`\n${job.name}\n${jobLog(job)}\n`)
    for (const { message } of job.annotations) process.stderr.write(`  ${message}\n`)
  }
}

function described({ id, name, title, path, event, conclusion, error, jobs }: RunView): object {
  return {
    ...{ id, name, title, path, event, conclusion, error },
    jobs: jobs.map((job) => ({
      ...{ key: job.key, name: job.name, conclusion: job.conclusion, outputs: job.outputs },
      steps: job.steps.map((step) => ({ name: step.name, conclusion: step.conclusion, summary: step.summary })),
    })),
  }
}
