import { asPromoError } from '@promo/core'
import { stepsOf } from './job-contexts.ts'
import { prepareJob, type PreparedJob } from './job-machine.ts'
import type { JobRequest } from './job-request.ts'
import type { Machine } from './machine.ts'
import { createMasker, type Masker } from './masking.ts'
import { fetchActions, runPreSteps } from './pre-steps.ts'
import { readStep } from './step.ts'
import { createStepOutput, type StepOutput } from './step-output.ts'
import { environmentOf, expressionScope } from './step-scope.ts'
import { performStep, stepName, type StepEnd } from './steps.ts'
import { child, entries, evaluateString, type TemplateToken } from './templates.ts'
import { newStepRecord, type Conclusion } from './views.ts'

export interface JobEnd {
  readonly result: Conclusion
  readonly outputs: Readonly<Record<string, string>>
}

/** Runs one job on a machine of its own and returns how it ended, its outputs without any that holds a secret. */
export async function runJob(request: JobRequest): Promise<JobEnd> {
  const { record } = request
  record.status = 'in_progress'
  record.startedAt = new Date()
  const end = await prepareAndRun(request)
  record.status = 'completed'
  record.completedAt = new Date()
  record.conclusion = end.result
  record.outputs = end.outputs
  return end
}

async function prepareAndRun(request: JobRequest): Promise<JobEnd> {
  let job: PreparedJob
  try {
    job = await prepareJob(request)
  } catch (error) {
    await recorded(request, 'Set up job', { masker: createMasker(), debug: false }, async (output) =>
      failed(output, error),
    )
    return { result: 'failure', outputs: {} }
  }
  try {
    return await runSteps(request, job)
  } finally {
    await job.dispose()
  }
}

async function runSteps(request: JobRequest, job: PreparedJob): Promise<JobEnd> {
  const { machine, scope } = job
  const setUp = await recorded(request, 'Set up job', machine, (output) => setUpJob(request, job, output))
  if (setUp.conclusion === 'failure') return { result: 'failure', outputs: {} }
  await runPreSteps(job, stepsOf(request), async (name, body) => {
    await recorded(request, name, machine, async (output) => plainEnd(await body(output)))
  })
  for (const token of stepsOf(request)) {
    const title = titleOf(token, job)
    await recorded(request, title, machine, (output) => performStep(token, scope, machine, output))
  }
  for (let post = machine.posts.pop(); post !== undefined; post = machine.posts.pop()) {
    const { name, run } = post
    const end = await recorded(request, name, machine, async (output) => plainEnd((await run(output))?.outcome))
    if (end.conclusion === 'failure') scope.status.current = 'failure'
  }
  return completeJob(request, job)
}

/** Runs the body as one step of the record, with its times, and tells the listeners. */
async function recorded(
  { engine, record, view }: JobRequest,
  name: string,
  { masker, debug }: Pick<Machine, 'masker' | 'debug'>,
  body: (output: StepOutput) => Promise<StepEnd>,
): Promise<StepEnd> {
  const step = newStepRecord(record.steps.length + 1, masker.mask(name))
  record.steps.push(step)
  const started = performance.now()
  engine.progress({ kind: 'step-started', run: view, job: record, step })
  const output = createStepOutput(step, masker, debug)
  const end = await body(output).catch((error: unknown) => failed(output, error))
  step.outcome = end.outcome
  step.conclusion = end.conclusion
  step.durationMs = performance.now() - started
  engine.progress({ kind: 'step-finished', run: view, job: record, step })
  return end
}

function failed(output: StepOutput, error: unknown): StepEnd {
  output.annotate({ level: 'error', message: asPromoError(error).message })
  return plainEnd('failure')
}

function plainEnd(outcome: Conclusion | undefined): StepEnd {
  return { outcome: outcome ?? 'skipped', conclusion: outcome ?? 'skipped' }
}

function titleOf(token: TemplateToken, { scope, machine }: PreparedJob): string {
  const step = readStep(token)
  try {
    return stepName(step, expressionScope(scope, machine, environmentOf(scope, machine)))
  } catch {
    return step.id ?? step.uses ?? 'step'
  }
}

/** Prints the token's permissions and fetches every action that needs no checkout, as the runner does first. */
async function setUpJob(
  request: JobRequest,
  { machine, scope, permissions }: PreparedJob,
  output: StepOutput,
): Promise<StepEnd> {
  output.note('##[group]GITHUB_TOKEN Permissions')
  for (const [name, access] of Object.entries(permissions)) output.note(`${name}: ${access}`)
  output.note('##[endgroup]')
  await fetchActions(stepsOf(request), scope, machine, output)
  return plainEnd('success')
}

async function completeJob(request: JobRequest, { machine, scope }: PreparedJob): Promise<JobEnd> {
  let outputs: Readonly<Record<string, string>> = {}
  await recorded(request, 'Complete job', machine, async (output) => {
    const expressions = expressionScope(scope, machine, environmentOf(scope, machine))
    const declared = entries(child(request.node.token, 'outputs'))
    const values = declared.map(([name, token]) => [name, evaluateString(token, expressions)] as const)
    outputs = Object.fromEntries(
      values.filter(([name, value]) => crosses(name, value, machine.masker, request, output)),
    )
    return plainEnd('success')
  }).then((end) => {
    if (end.conclusion === 'failure') scope.status.current = 'failure'
  })
  return { result: machine.cancelled.aborted ? 'cancelled' : scope.status.current, outputs }
}

/** An output that holds a secret stays behind, with the runner's warning (actions/runner, JobExtension.cs). */
function crosses(name: string, value: string, masker: Masker, request: JobRequest, output: StepOutput): boolean {
  if (value === '') return false
  if (!masker.hides(value)) return true
  const message = `Skip output '${name}' since it may contain secret.`
  output.annotate({ level: 'warning', message })
  request.record.annotations.push({ level: 'warning', message })
  return false
}
