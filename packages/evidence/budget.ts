import { evidenceError } from './errors.ts'
import type { EvidenceSet } from './evidence-set.ts'

/** Kyverno fails an image with more than 50 referrers (kyverno, pkg/cosign); the rest is left to others. */
export const REFERRER_BUDGET = 40
/** From here on whoever signs is told. */
const WARNING_SHARE = 0.75

export interface EvidenceBudget {
  readonly referrers: number
  readonly limit: number
  /** `low`: three quarters are used; `spent`: nothing more is attached. */
  readonly state: 'ample' | 'low' | 'spent'
}

type Referrers = Pick<EvidenceSet, 'image' | 'referrers'>

/** How much more evidence a digest can take before verifiers stop reading it. The size of bundles is limited apart. */
export function evidenceBudget({ referrers }: Pick<Referrers, 'referrers'>): EvidenceBudget {
  const limit = REFERRER_BUDGET
  const state = referrers >= limit ? 'spent' : referrers >= limit * WARNING_SHARE ? 'low' : 'ample'
  return { referrers, limit, state }
}

/** Before one more bundle is signed: throws `evidence-budget-spent`, warns when little is left. */
export function assertBudget(found: Referrers, warn: (message: string) => void = () => undefined): void {
  const { referrers, limit, state } = evidenceBudget(found)
  const { digest } = found.image
  const message = `${digest} has ${String(referrers)} referrers, and ${String(limit)} are the most that promo fills`
  if (state === 'spent') throw evidenceError('evidence-budget-spent', { digest, referrers, limit }, message)
  if (state === 'low') warn(message)
}
