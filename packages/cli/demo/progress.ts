import type { JobView, RunView, Sandbox } from '@promo/sandbox'
import { cliError } from '../errors.ts'
import type { Narrator } from './narrator.ts'

/** Tells every job that ends; gives the function that stops telling. */
export function tellJobs(sandbox: Sandbox, narrator: Narrator): () => void {
  return sandbox.runner.on((event) => {
    if (event.kind === 'job-finished') tellJob(event.run, event.job, narrator)
    if (event.kind === 'run-finished' && event.run.error !== undefined)
      narrator.refused(`${event.run.name}: ${event.run.error}`)
  })
}

function tellJob(run: RunView, job: JobView, narrator: Narrator): void {
  const { startedAt, completedAt, conclusion } = job
  if (conclusion === 'skipped') return
  const seconds =
    startedAt === undefined || completedAt === undefined
      ? ''
      : ` in ${((completedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1)} s`
  const line = `${run.name}: ${job.name}${seconds}`
  if (conclusion === 'success') narrator.good(line)
  else narrator.refused(`${line}: ${conclusion ?? 'no conclusion'}`)
}

/** Waits until no run is left, then throws `demo-failed` with the log of the first failed job of the newest run of the workflow. */
export async function expectRun(
  sandbox: Sandbox,
  workflow: string,
  wanted: 'success' | 'failure' = 'success',
): Promise<void> {
  const { jobLog } = await import('@promo/sandbox')
  await sandbox.runner.idle()
  const run = sandbox.runner.runs.filter(({ name }) => name === workflow).at(-1)
  if (run?.conclusion === wanted) return
  throw cliError(
    'demo-failed',
    { workflow, conclusion: run?.conclusion },
    `${workflow} did not end as ${wanted}: ${whatFailed(run, jobLog)}`,
  )
}

function whatFailed(run: RunView | undefined, jobLog: (job: JobView) => string): string {
  const failed = run?.jobs.find(({ conclusion }) => conclusion === 'failure')
  return failed === undefined ? (run?.error ?? 'it never ran') : `${failed.name}\n${jobLog(failed)}`
}
