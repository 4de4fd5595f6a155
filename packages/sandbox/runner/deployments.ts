import { runnerError } from './errors.ts'

/** Who must let a job into an environment (GitHub docs, "Deployments and environments"): one of them suffices. */
export interface ReviewRule {
  /** Logins. */
  readonly reviewers: readonly string[]
  /** Whoever started the run may not review it. */
  readonly preventSelfReview: boolean
}

export interface DeploymentReview {
  readonly environment: string
  /** Login of a required reviewer. */
  readonly reviewer: string
  /** Default: approved. */
  readonly state?: 'approved' | 'rejected'
}

/** A job that waits for a reviewer. */
export interface PendingDeployment {
  readonly runId: number
  readonly environment: string
  readonly rule: ReviewRule
  /** Who started the run. */
  readonly actor: string
  readonly cancelled: AbortSignal
}

export type ReviewEnd = 'approved' | 'rejected' | 'cancelled'

/** The jobs of all runs that wait for reviewers. */
export interface Deployments {
  wait(pending: PendingDeployment): Promise<ReviewEnd>
  /** Decides for every job of the run that waits for the environment. Throws `deployment-missing`, `review-refused`. */
  review(runId: number, review: DeploymentReview): void
}

interface Waiting {
  readonly pending: PendingDeployment
  readonly end: (end: ReviewEnd) => void
}

export function createDeployments(): Deployments {
  const all = new Set<Waiting>()
  return {
    wait: (pending) =>
      new Promise((resolve) => {
        const waiting: Waiting = {
          pending,
          end: (end) => {
            all.delete(waiting)
            resolve(end)
          },
        }
        all.add(waiting)
        pending.cancelled.addEventListener('abort', () => waiting.end('cancelled'), { once: true })
        if (pending.cancelled.aborted) waiting.end('cancelled')
      }),
    review: (runId, { environment, reviewer, state = 'approved' }) => {
      const asked = [...all].filter(({ pending }) => pending.runId === runId && pending.environment === environment)
      if (asked.length === 0) {
        const message = `no job of run ${runId} waits for a review of ${environment}`
        throw runnerError('deployment-missing', { runId, environment }, message)
      }
      for (const { pending } of asked) assertMayReview(pending, reviewer)
      for (const { end } of asked) end(state)
    },
  }
}

function assertMayReview({ environment, rule, actor }: PendingDeployment, reviewer: string): void {
  const isReviewer = rule.reviewers.includes(reviewer)
  if (isReviewer && !(rule.preventSelfReview && reviewer === actor)) return
  const why = isReviewer ? `${reviewer} started the run` : `it takes ${rule.reviewers.join(' or ')}`
  throw runnerError('review-refused', { environment, reviewer }, `${reviewer} may not review ${environment}: ${why}`)
}
