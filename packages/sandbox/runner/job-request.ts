import type { Engine } from './engine.ts'
import type { Contexts } from './expressions.ts'
import type { RunFacts } from './run-facts.ts'
import type { JobRecord, RunRecord } from './views.ts'
import type { JobNode, WorkflowNode } from './workflow-tree.ts'

/** One job with steps, about to get its machine. */
export interface JobRequest {
  readonly engine: Engine
  readonly run: RunFacts
  readonly view: RunRecord
  readonly record: JobRecord
  /** The file that defines the job. */
  readonly workflow: WorkflowNode
  readonly node: JobNode
  /** `inputs`, `needs`, `matrix`, `strategy`, `vars`. */
  readonly contexts: Contexts
  /** Those of the repository, or what the caller passed. */
  readonly secrets: Readonly<Record<string, string>>
  readonly cancelled: AbortSignal
}
