import type { Permissions } from './permissions.ts'

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'
/** `waiting`: for a reviewer of its environment. */
export type Status = 'queued' | 'waiting' | 'in_progress' | 'completed'

export interface AnnotationView {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
  readonly file?: string
  readonly line?: number
}

/** One step as it stands now. `outcome` is before continue-on-error, `conclusion` after it. */
export interface StepView {
  readonly number: number
  readonly name: string
  readonly outcome: Conclusion | undefined
  readonly conclusion: Conclusion | undefined
  /** Masked lines of both output streams, and the runner's own. */
  readonly log: readonly string[]
  /** Markdown the step wrote to its summary. */
  readonly summary: string
  readonly annotations: readonly AnnotationView[]
  readonly durationMs: number | undefined
}

export interface JobView {
  readonly id: number
  /** Job ids from the top workflow down, with the index of a matrix leg: `promo/leg[0]/build`. The same in every attempt. */
  readonly key: string
  /** As GitHub shows it: `promo / leg (catalog) / build`. */
  readonly name: string
  readonly status: Status
  readonly conclusion: Conclusion | undefined
  readonly permissions: Permissions
  readonly outputs: Readonly<Record<string, string>>
  readonly steps: readonly StepView[]
  readonly annotations: readonly AnnotationView[]
  readonly startedAt: Date | undefined
  readonly completedAt: Date | undefined
}

export interface RunView {
  readonly id: number
  readonly number: number
  readonly attempt: number
  readonly repository: string
  /** `name:` of the workflow, else its path. */
  readonly name: string
  /** `run-name:`, else what GitHub shows for the event: title of the pull request or commit, or the name. */
  readonly title: string
  readonly path: string
  readonly event: string
  readonly ref: string
  readonly sha: string
  /** Commit and branch that the run and its check runs are listed under: those of a pull request's head. */
  readonly headSha: string
  readonly headBranch: string
  readonly status: Status | 'action_required'
  readonly conclusion: Conclusion | undefined
  /** Why the run never started: what GitHub shows for an invalid workflow file. */
  readonly error: string | undefined
  readonly jobs: readonly JobView[]
  readonly createdAt: Date
}

export type Mutable<View> = { -readonly [Key in keyof View]: View[Key] }

export interface StepRecord extends Mutable<StepView> {
  log: string[]
  annotations: AnnotationView[]
}

export interface JobRecord extends Mutable<JobView> {
  steps: StepRecord[]
  annotations: AnnotationView[]
}

export interface RunRecord extends Mutable<RunView> {
  jobs: JobView[]
}

export type ProgressEvent =
  | { readonly kind: 'run-started' | 'run-finished'; readonly run: RunView }
  | { readonly kind: 'job-waiting' | 'job-started' | 'job-finished'; readonly run: RunView; readonly job: JobView }
  | {
      readonly kind: 'step-started' | 'step-finished'
      readonly run: RunView
      readonly job: JobView
      readonly step: StepView
    }

export type ProgressListener = (event: ProgressEvent) => void

export function newStepRecord(number: number, name: string): StepRecord {
  const open = { outcome: undefined, conclusion: undefined, durationMs: undefined }
  return { number, name, ...open, log: [], summary: '', annotations: [] }
}

export function newJobRecord(id: number, key: string, name: string, permissions: Permissions): JobRecord {
  const open = { conclusion: undefined, startedAt: undefined, completedAt: undefined }
  return { id, key, name, permissions, status: 'queued', ...open, outputs: {}, steps: [], annotations: [] }
}

/** The whole log of a job as text, step by step: for printing when it failed. */
export function jobLog(job: JobView): string {
  return job.steps
    .map((step) => [`── ${step.name} (${step.conclusion ?? 'not finished'})`, ...step.log].join('\n'))
    .join('\n')
}
