import type { Digest } from '@promo/core'
import type { CertificateClaims } from './claims.ts'

/** A certificate signed; the claims are what its authority confirmed. */
export interface CertificateSigner {
  readonly kind: 'certificate'
  readonly claims: CertificateClaims
}

/** One of the keys that the caller accepts signed. It says nothing of a repository, a workflow or a run. */
export interface KeySigner {
  readonly kind: 'key'
  /** sha256 of the public key's SubjectPublicKeyInfo (DER): `PublicKey.keyId`. */
  readonly keyId: Digest
}

export type VerifiedSigner = CertificateSigner | KeySigner

/** A certificate is short-lived, so there is always a verified time. */
export interface ByCertificate {
  readonly signer: CertificateSigner
  /** The earliest verified time of the signature. */
  readonly signedAt: Date
}

export interface ByKey {
  readonly signer: KeySigner
  /** The earliest verified time; undefined when neither a log nor a timestamp authority vouches for one. */
  readonly signedAt: Date | undefined
}
