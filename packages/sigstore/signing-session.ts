import type { Digest } from '@promo/core'
import type { CertificateClaims } from './claims.ts'
import type { KeyAlgorithm } from './key-algorithm.ts'
import type { SigningKey } from './signing-key.ts'

/** Who stands behind a signature: the holder of a certificate, or of a key that verifiers know by themselves. */
export type SignerIdentity =
  | { readonly kind: 'certificate'; readonly claims: CertificateClaims }
  | {
      readonly kind: 'key'
      /** sha256 of the public key's SubjectPublicKeyInfo (DER). */
      readonly keyId: Digest
      /** PEM of that SubjectPublicKeyInfo. */
      readonly publicKey: string
      readonly algorithm: KeyAlgorithm
    }

/** The key that signs now, and what verifies its signatures. */
export interface SigningSession {
  readonly key: SigningKey
  /** Certificate or public key as PEM, as it stands in log entries. */
  readonly verifier: string
  readonly identity: SignerIdentity
}

/** Gives the session to sign with; asked before each signature. */
export type SessionSource = () => Promise<SigningSession>
