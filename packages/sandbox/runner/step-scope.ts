import type { Contexts, Scope } from './expressions.ts'
import { isJsonObject, type JsonObject } from './json-object.ts'
import type { Machine } from './machine.ts'
import type { SourcePlace } from './sources.ts'

/** What the steps of one list share: those of a job, or those of a composite action. */
export interface StepScope {
  /** Where the file that holds the steps stands. */
  readonly from: SourcePlace
  /** How many composites stand around the steps. */
  readonly depth: number
  /** Contexts but `env`, `steps` and the status in `job`. */
  readonly contexts: Contexts
  /** Variables of the workflow and the job. */
  readonly env: Readonly<Record<string, string>>
  /** Variables a composite's own step was given: they win over GITHUB_ENV. */
  readonly overlay: Readonly<Record<string, string>>
  readonly steps: Map<string, JsonObject>
  readonly status: { current: 'success' | 'failure' }
  readonly shell: string | undefined
  readonly workingDirectory: string | undefined
  /** GITHUB_ACTION_PATH and its kin of the composite around the steps. */
  readonly variables: Readonly<Record<string, string>>
}

export function environmentOf(
  scope: StepScope,
  machine: Machine,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { ...scope.env, ...Object.fromEntries(machine.exported), ...scope.overlay, ...own }
}

/** What an expression of a step in this scope sees now. */
export function expressionScope(scope: StepScope, machine: Machine, env: Readonly<Record<string, string>>): Scope {
  const cancelled = machine.cancelled.aborted
  const job = scope.contexts['job']
  const status = cancelled ? 'cancelled' : scope.status.current
  return {
    workspace: machine.directories.workspace,
    contexts: {
      ...scope.contexts,
      env,
      steps: Object.fromEntries(scope.steps),
      job: isJsonObject(job) ? { ...job, status } : { status },
    },
    status: {
      success: !cancelled && scope.status.current === 'success',
      failure: !cancelled && scope.status.current === 'failure',
      cancelled,
    },
  }
}
