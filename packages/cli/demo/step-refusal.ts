import type { JobView, RunView, StepView } from '@promo/sandbox'
import { cliError } from '../errors.ts'
import type { Refusal } from './propose.ts'

/** A failed step as the person who reads its log sees it: what was found, and what to do. The code is the step's own output. */
export function refusalOfStep(scenario: string, job: JobView, code: string, step: StepView): Refusal {
  const lines = step.log.join('\n').split('\n')
  const at = lines.findIndex((line) => line.startsWith(REMEDY))
  const fact = lines[at - 1]
  if (at > 0 && fact?.startsWith(ERROR) === true) {
    return { scenario, code, fact: fact.slice(ERROR.length), remedy: (lines[at] ?? '').slice(REMEDY.length) }
  }
  throw cliError('demo-failed', { scenario, job: job.name }, `${job.name} did not refuse: ${scenario}`)
}

/** How the runner shows `::error::` in a log; the action prints the remedy on the next line. */
const ERROR = '##[error]'
const REMEDY = 'What to do: '

/** The newest run of a workflow, and one of its jobs by the end of its key; throws `demo-failed`. */
export function jobOf(runs: readonly RunView[], workflow: string, key: string): JobView {
  const run = runs.filter(({ name }) => name === workflow).at(-1)
  const job = run?.jobs.find((each) => each.key.endsWith(key))
  if (job !== undefined) return job
  throw cliError('demo-failed', { workflow, key }, `${workflow} has no job ${key}`)
}

/** The step whose name ends so; throws `demo-failed`. */
export function stepOf(job: JobView, name: string): StepView {
  const step = job.steps.find((each) => each.name === name)
  if (step !== undefined) return step
  throw cliError('demo-failed', { job: job.name, name }, `${job.name} has no step ${name}`)
}
