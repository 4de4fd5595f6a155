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
