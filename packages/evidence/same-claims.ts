import type { JsonValue } from '@promo/core'
import type { CertificateClaims, SignerIdentity } from '@promo/sigstore'

/**
 * Claims that two signatures must share to stand for each other. The run is not among them: a second run of the same workflow
 * at the same commit need not sign again, while provenance names its run in the predicate.
 */
const COMPARED: readonly (keyof CertificateClaims)[] = [
  'subject',
  'issuer',
  'buildSignerDigest',
  'runnerEnvironment',
  'sourceRepositoryId',
  'sourceRepositoryUri',
  'sourceRepositoryDigest',
  'sourceRepositoryRef',
  'buildConfigUri',
  'buildTrigger',
  'environment',
]

/** Whether evidence under a certificate with these claims is by who signs now. */
export function sameSigner(claims: CertificateClaims, signer: SignerIdentity): boolean {
  return signer.kind === 'certificate' && COMPARED.every((claim) => claims[claim] === signer.claims[claim])
}

/** Deep equality of JSON values, without regard to the order of keys. */
export function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => sameJson(value, right.get(key) ?? null) && right.has(key))
  )
}
