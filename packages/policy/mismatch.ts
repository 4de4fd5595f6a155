import type { TrustKey, TrustSigner } from '@promo/core'
import type { ValidityStatus } from './validity.ts'

/** One claim that an entry of the trust file does not accept. */
export interface ClaimMismatch {
  /** Id of the signer or key; `none` where no entry has the role. */
  readonly signer: string
  readonly claim: string
  readonly expected: string
  readonly found: string
}

/** Why evidence is not trusted, the gravest that applies: a revocation says more than a window, a window more than a stranger. */
export type TrustRefusal = 'signer-revoked' | 'signer-not-valid' | 'evidence-undated' | 'signer-mismatch'

const GRAVEST_FIRST: readonly TrustRefusal[] = [
  'signer-revoked',
  'signer-not-valid',
  'evidence-undated',
  'signer-mismatch',
]

export function gravest(refusals: readonly TrustRefusal[]): TrustRefusal {
  return GRAVEST_FIRST.find((refusal) => refusals.includes(refusal)) ?? 'signer-mismatch'
}

const REFUSALS: Readonly<Record<Exclude<ValidityStatus, 'valid'>, TrustRefusal>> = {
  compromised: 'signer-revoked',
  superseded: 'signer-revoked',
  expired: 'signer-not-valid',
  'not yet valid': 'signer-not-valid',
  undated: 'evidence-undated',
}

/** What one entry makes of one signature. */
export interface Judged {
  readonly entry: Pick<TrustSigner | TrustKey, 'id' | 'roles' | 'valid' | 'revoked'>
  /** What differs of who signed; empty when it is this entry's signer. */
  readonly mismatches: readonly ClaimMismatch[]
  readonly status: ValidityStatus
}

/** Everything that keeps the entry from accepting, its standing in time included. */
export function allMismatches({ entry, mismatches, status }: Judged): readonly ClaimMismatch[] {
  if (status === 'valid') return mismatches
  return [...mismatches, { signer: entry.id, claim: 'validity', expected: standingOf(entry), found: status }]
}

/** The code for an entry whose signer it is, but whose time is not right; for any other the signer differs. */
export function refusalOf({ mismatches, status }: Judged): TrustRefusal {
  return mismatches.length > 0 || status === 'valid' ? 'signer-mismatch' : REFUSALS[status]
}

function standingOf({ valid = {}, revoked }: Judged['entry']): string {
  if (revoked?.reason === 'compromised') return `nothing: compromised, as known since ${revoked.at}`
  const parts = [
    valid.from === undefined ? undefined : `from ${valid.from}`,
    valid.until === undefined ? undefined : `until ${valid.until}`,
    revoked === undefined ? undefined : `before ${revoked.at}, when it was superseded`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? 'a trusted time of signing' : `signed ${parts.join(' ')}, by a trusted time`
}
