import type { StatusFunctions } from './expressions.ts'
import type { Conclusion } from './views.ts'

/**
 * What success() and failure() mean for a job: they look at every job it depends on, directly or not,
 * so a job behind a skipped one is skipped too unless its condition says otherwise (GitHub docs, "Expressions").
 */
export function statusAfter(ancestors: readonly Conclusion[], cancelled: boolean): StatusFunctions {
  return {
    success: !cancelled && ancestors.every((result) => result === 'success'),
    failure: !cancelled && ancestors.includes('failure'),
    cancelled,
  }
}

/** One result for many: of the legs of a matrix, of the jobs of a workflow. */
export function combine(results: readonly Conclusion[]): Conclusion {
  if (results.includes('failure')) return 'failure'
  if (results.includes('cancelled')) return 'cancelled'
  return results.length > 0 && results.every((result) => result === 'skipped') ? 'skipped' : 'success'
}
