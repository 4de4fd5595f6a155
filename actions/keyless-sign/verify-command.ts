import type { PinnedImage } from '@promo/core'
import type { SignerIdentity } from '@promo/sigstore'

/** The cosign command that verifies what was signed, quoted for a shell. The reader has the public key as `cosign.pub`. */
export function verifyCommand(image: PinnedImage | undefined, identity: SignerIdentity, isLogged: boolean): string {
  if (image === undefined) return ''
  return `cosign verify ${signerOptions(identity, isLogged)} ${image.name}@${image.digest}`
}

function signerOptions(identity: SignerIdentity, isLogged: boolean): string {
  if (identity.kind === 'key') {
    const { hash = 'sha256' } = identity.algorithm
    // cosign takes SHA-256 for every key unless it is told.
    const digest = hash === 'sha256' ? '' : ` --signature-digest-algorithm ${hash}`
    return `--key cosign.pub${digest}${isLogged ? '' : ' --insecure-ignore-tlog'}`
  }
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
  const { subject, issuer } = identity.claims
  return `--certificate-identity ${quoted(subject)} --certificate-oidc-issuer ${quoted(issuer)}`
}
