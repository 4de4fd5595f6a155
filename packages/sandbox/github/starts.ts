/** A workflow started by hand. */
export interface WorkflowDispatch {
  /** Path of the file, or its name below `.github/workflows`. */
  readonly workflow: string
  /** Branch or tag, full or short. Default: the default branch. */
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, unknown>>
}

export interface RepositoryDispatch {
  readonly eventType: string
  readonly clientPayload: Readonly<Record<string, unknown>>
}

export interface ScheduleTime {
  /** Path of the file. */
  readonly workflow: string
  readonly cron: string
}

/** A workflow about to be started by hand. */
export interface DispatchCheck {
  readonly repository: string
  readonly commit: string
  readonly ref: string
  readonly path: string
  readonly inputs: Readonly<Record<string, unknown>>
}

export type DispatchRefusal = 'missing' | { readonly message: string }

/** Reasons of GitHub's `pull_request` webhook with the action `dequeued` that the sandbox knows. */
export type RemovalReason = 'MERGE_CONFLICT' | 'CI_FAILURE' | 'MANUAL'

/** A pull request in the merge queue. */
export interface MergeQueueEntry {
  readonly number: number
  /** The commit of the base branch that it became, or why it was taken out. */
  readonly ended: Promise<{ readonly merged: string } | { readonly removed: RemovalReason }>
  /** Takes it out. */
  dequeue(): void
}
