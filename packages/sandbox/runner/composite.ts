import type { ActionFile } from './action-file.ts'
import type { LoadedAction } from './action-cache.ts'
import { runnerError } from './errors.ts'
import { isJsonObject, type JsonObject } from './json-object.ts'
import { actionIdentity } from './node-action.ts'
import { actionName } from './step.ts'
import { environmentOf, expressionScope, type StepScope } from './step-scope.ts'
import type { Execution, PerformStep } from './steps.ts'
import { evaluateString } from './templates.ts'

type CompositeRuns = Extract<ActionFile['runs'], { kind: 'composite' }>

/** GitHub docs, "Creating a composite action": composites nest ten deep. */
const NESTING_LIMIT = 10

/** Throws `workflow-invalid` where composites nest too deep. */
export function assertNesting(depth: number): void {
  if (depth <= NESTING_LIMIT) return
  throw runnerError('workflow-invalid', { depth }, `composite actions nest deeper than ${NESTING_LIMIT}`)
}

/** Runs the steps of a composite action in a scope of their own and evaluates its outputs. Secrets are not visible inside. */
export async function runComposite(
  execution: Execution,
  action: LoadedAction,
  runs: CompositeRuns,
  inputs: JsonObject,
  performStep: PerformStep,
): Promise<{ outcome: 'success' | 'failure' | 'cancelled'; outputs: Readonly<Record<string, string>> }> {
  const { machine, output } = execution
  const scope = compositeScope(execution, action, inputs)
  for (const token of runs.steps) await performStep(token, scope, machine, output)
  const expressions = expressionScope(scope, machine, environmentOf(scope, machine))
  const outputs = runs.outputs.map(
    ([id, value]) => [id, value === undefined ? '' : evaluateString(value, expressions)] as const,
  )
  const outcome = machine.cancelled.aborted ? 'cancelled' : scope.status.current
  return { outcome, outputs: Object.fromEntries(outputs) }
}

/** Scope of the steps inside a composite action. Throws `workflow-invalid` when it nests too deep. */
export function compositeScope(
  execution: Pick<Execution, 'step' | 'scope' | 'own'>,
  action: LoadedAction,
  inputs: JsonObject,
): StepScope {
  const { step, scope, own } = execution
  const depth = scope.depth + 1
  assertNesting(depth)
  const { github, secrets: _hidden, ...visible } = scope.contexts
  const actionContext = {
    action: actionName(step),
    action_path: action.directory,
    action_repository: action.repository,
    action_ref: action.ref,
  }
  return {
    from: action.place,
    depth,
    contexts: {
      ...visible,
      inputs,
      github: { ...(isJsonObject(github) ? github : {}), ...actionContext },
    },
    env: scope.env,
    overlay: { ...scope.overlay, ...own },
    steps: new Map(),
    status: { current: 'success' },
    shell: undefined,
    workingDirectory: undefined,
    variables: actionIdentity(action, actionName(step)),
  }
}
