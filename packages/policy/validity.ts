import type { TrustSigner } from '@promo/core'

export type ValidityStatus = 'valid' | 'not yet valid' | 'expired' | 'compromised' | 'superseded'

/**
 * Whether a signer counted at a time. A compromise is retroactive: nothing signed by it counts, whenever it was signed.
 * A superseded signer keeps what it signed before. Days are UTC and inclusive.
 */
export function statusAt(signer: Pick<TrustSigner, 'valid' | 'revoked'>, at: Date): ValidityStatus {
  const day = at.toISOString().slice(0, 10)
  if (signer.revoked?.reason === 'compromised') return 'compromised'
  if (signer.revoked !== undefined && day >= signer.revoked.at) return 'superseded'
  return withinDays(signer.valid ?? {}, day)
}

function withinDays(valid: NonNullable<TrustSigner['valid']>, day: string): ValidityStatus {
  if (valid.from !== undefined && day < valid.from) return 'not yet valid'
  if (valid.until !== undefined && day > valid.until) return 'expired'
  return 'valid'
}
