import type { SignerIdentity } from '@promo/sigstore'

/** Who signed, as outputs: of a certificate its subject and issuer, of a key its id (sha256 of the public key) and no issuer. */
export function signerOutputs(identity: SignerIdentity): { readonly identity: string; readonly issuer: string } {
  if (identity.kind === 'key') return { identity: identity.keyId, issuer: '' }
  return { identity: identity.claims.subject, issuer: identity.claims.issuer }
}
