import type { Digest, TrustKey, TrustSigner } from '@promo/core'

/** A key of the trust file with the key itself: its path says nothing about who signed. */
export interface TrustedKey extends Pick<TrustKey, 'id' | 'roles' | 'images' | 'valid' | 'revoked'> {
  /** sha256 of the public key's SubjectPublicKeyInfo (DER). */
  readonly keyId: Digest
}

/** Who may say what: the `trust` of promo.yaml with its keys read. */
export interface TrustFile {
  readonly signers: readonly TrustSigner[]
  readonly keys: readonly TrustedKey[]
}
