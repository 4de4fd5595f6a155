import { assertNesting, compositeScope } from './composite.ts'
import type { PreparedJob } from './job-machine.ts'
import { instanceOf } from './load-action.ts'
import type { Machine } from './machine.ts'
import { actionInputs, phaseHolds, runNodePhase } from './node-action.ts'
import { actionName, readStep, type Step } from './step.ts'
import type { StepOutput } from './step-output.ts'
import { environmentOf, expressionScope, type StepScope } from './step-scope.ts'
import { evaluateStrings, type TemplateToken } from './templates.ts'
import type { Conclusion } from './views.ts'

/** Runs the body as one step of the job's record. */
export type RecordStep = (name: string, body: (output: StepOutput) => Promise<Conclusion>) => Promise<void>

/** Without a limit of its own, a phase has the time of its job. */
const PRE_MS = 6 * 3_600_000

/** Fetches the actions of the steps and those inside composites, but what a checkout brings (`./`). Throws `action-missing`, `workflow-invalid`. */
export async function fetchActions(
  steps: readonly TemplateToken[],
  scope: Pick<StepScope, 'from' | 'depth'>,
  machine: Machine,
  output: StepOutput,
): Promise<void> {
  assertNesting(scope.depth)
  for (const step of steps.map(readStep)) {
    if (step.uses === undefined || step.uses.startsWith('./')) continue
    const { action } = await instanceOf(step, scope, machine)
    output.note(`Download action repository '${step.uses}' (SHA:${action.place.commit})`)
    const { runs } = action.file
    if (runs.kind === 'composite')
      await fetchActions(runs.steps, { from: action.place, depth: scope.depth + 1 }, machine, output)
  }
}

/**
 * Runs `pre` of every fetched action before the first step, those inside composites too, in the order of the steps
 * (actions/runner, JobExtension.cs and CompositeActionHandler.cs). Their conditions see no step's end.
 */
export async function runPreSteps(
  job: PreparedJob,
  steps: readonly TemplateToken[],
  record: RecordStep,
): Promise<void> {
  await preOf(job.machine, steps, job.scope, job.scope, record)
}

async function preOf(
  machine: Machine,
  steps: readonly TemplateToken[],
  scope: StepScope,
  job: StepScope,
  record: RecordStep,
): Promise<void> {
  for (const step of steps.map(readStep)) {
    const instance = machine.instances.get(step.token)
    if (instance === undefined) continue
    const { runs } = instance.action.file
    if (runs.kind === 'node' && runs.pre !== undefined)
      await record(`Pre ${step.uses ?? ''}`, (output) => runPre(machine, step, scope, job, output))
    if (runs.kind !== 'composite') continue
    const inner = compositeScope(
      { step, scope, own: ownEnvironment(step, scope, machine) },
      instance.action,
      inputsOf(machine, step, scope),
    )
    await preOf(machine, runs.steps, inner, job, record)
  }
}

async function runPre(
  machine: Machine,
  step: Step,
  scope: StepScope,
  job: StepScope,
  output: StepOutput,
): Promise<Conclusion> {
  const instance = machine.instances.get(step.token)
  const runs = instance?.action.file.runs
  if (instance === undefined || runs?.kind !== 'node' || runs.pre === undefined) return 'skipped'
  const env = environmentOf(scope, machine, ownEnvironment(step, scope, machine))
  if (!phaseHolds(runs.preIf, expressionScope(scope, machine, env))) return 'skipped'
  const inputs = inputsOf(machine, step, scope, output)
  const phase = { instance, script: runs.pre, name: `Pre ${step.uses ?? ''}`, action: actionName(step), inputs, env }
  const { outcome } = await runNodePhase(machine, output, { ...phase, timeoutMs: PRE_MS })
  if (outcome === 'failure') job.status.current = 'failure'
  return outcome
}

function ownEnvironment(step: Step, scope: StepScope, machine: Machine): Readonly<Record<string, string>> {
  return evaluateStrings(step.env, expressionScope(scope, machine, environmentOf(scope, machine)))
}

function inputsOf(
  machine: Machine,
  step: Step,
  scope: StepScope,
  output?: StepOutput,
): Readonly<Record<string, string>> {
  const file = machine.instances.get(step.token)?.action.file
  const expressions = expressionScope(scope, machine, environmentOf(scope, machine))
  return file === undefined ? {} : actionInputs(file, evaluateStrings(step.with, expressions), expressions, output)
}
