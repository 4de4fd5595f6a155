import type { TrustSigner } from '@promo/core'

/** `undated`: no log and no timestamp authority says when, so that a window or a revocation cannot be judged. */
export type ValidityStatus = 'valid' | 'not yet valid' | 'expired' | 'compromised' | 'superseded' | 'undated'

/**
 * Whether a signer or key counted at the time of a signature. A compromise is retroactive: nothing signed by it counts,
 * whenever it was signed. A superseded one keeps what it signed before. Days are UTC and inclusive. Without a trusted time
 * only what has neither window nor revocation counts: whoever signs chooses any other time.
 */
export function statusAt(
  { valid = {}, revoked }: Pick<TrustSigner, 'valid' | 'revoked'>,
  at: Date | undefined,
): ValidityStatus {
  if (revoked?.reason === 'compromised') return 'compromised'
  if (at === undefined) {
    const isBound = revoked !== undefined || valid.from !== undefined || valid.until !== undefined
    return isBound ? 'undated' : 'valid'
  }
  const day = at.toISOString().slice(0, 10)
  if (revoked !== undefined && day >= revoked.at) return 'superseded'
  return withinDays(valid, day)
}

function withinDays(valid: NonNullable<TrustSigner['valid']>, day: string): ValidityStatus {
  if (valid.from !== undefined && day < valid.from) return 'not yet valid'
  if (valid.until !== undefined && day > valid.until) return 'expired'
  return 'valid'
}
