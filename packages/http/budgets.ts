/** How often and how long one operation is tried. */
export interface RetryBudget {
  readonly attempts: number
  /** From the first attempt to the end of the last, in milliseconds. */
  readonly totalMs: number
  /** For one attempt, in milliseconds; the time to move large bodies comes on top. */
  readonly attemptTimeoutMs: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND

export const READ: RetryBudget = { attempts: 5, totalMs: MINUTE, attemptTimeoutMs: 30 * SECOND }
export const WRITE: RetryBudget = { attempts: 5, totalMs: 10 * MINUTE, attemptTimeoutMs: MINUTE }
/** Rekor answered 502 for most of an hour once: a short outage is waited for, a long one ends the step. The time decides. */
export const SIGSTORE: RetryBudget = { attempts: 100, totalMs: 10 * MINUTE, attemptTimeoutMs: 30 * SECOND }
export const DOWNLOAD: RetryBudget = { attempts: 5, totalMs: 5 * MINUTE, attemptTimeoutMs: 2 * MINUTE }
export const PULL_REQUEST: RetryBudget = { attempts: 5, totalMs: 5 * MINUTE, attemptTimeoutMs: 30 * SECOND }
