import type { Engine } from './engine.ts'
import type { JobEnd } from './job.ts'
import type { JsonObject } from './json-object.ts'
import type { RunFacts } from './run-facts.ts'
import type { Conclusion, JobView, RunRecord } from './views.ts'
import type { WorkflowNode } from './workflow-tree.ts'

/** One workflow being run: the triggered one, or one that a job calls. */
export interface Frame {
  readonly engine: Engine
  readonly run: RunFacts
  readonly view: RunRecord
  readonly workflow: WorkflowNode
  readonly inputs: JsonObject
  readonly secrets: Readonly<Record<string, string>>
  readonly vars: JsonObject
  /** Before the shown names and keys of its jobs. */
  readonly namePrefix: string
  readonly keyPrefix: string
  /** A job before the call ran anew in this attempt, so these do too. */
  readonly fresh: boolean
  /** Succeeded jobs of the attempt before, by key: kept by a re-run of failed jobs. */
  readonly kept: ReadonlyMap<string, JobView>
  readonly cancelled: AbortSignal
  /** How a job of this workflow runs the one that it calls. */
  readonly runCalled: (called: Frame) => Promise<WorkflowEnd>
}

/** How a whole workflow ended, for the job that called it. */
export interface WorkflowEnd extends JobEnd {
  readonly fresh: boolean
}

/** How one job id ended: its matrix legs together. */
export interface NodeEnd extends JobEnd {
  /** Its own result and those of everything it needed. */
  readonly lineage: readonly Conclusion[]
  readonly fresh: boolean
}
