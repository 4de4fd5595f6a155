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

/** Which commit of the calling repository the signer may have been at: this one, or any. The workflow's own commit counts always. */
export type SignerCommit = 'same' | 'any'

/** Whether evidence under a certificate with these claims is by who signs now. */
export function sameSigner(claims: CertificateClaims, signer: SignerIdentity, commit: SignerCommit = 'same'): boolean {
  if (signer.kind !== 'certificate') return false
  const compared = COMPARED.filter((claim) => commit === 'same' || claim !== 'sourceRepositoryDigest')
  return compared.every((claim) => claims[claim] === signer.claims[claim])
}
