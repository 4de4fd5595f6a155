import type { X509Certificate } from '@sigstore/core'

/**
 * Lets a certificate that nothing changes any more keep its encoding. @sigstore/verify (key/certificate.ts) encodes those of
 * the signer and of the trusted root anew for each comparison in a chain, several times a signature.
 */
export function encodeOnce(certificate: X509Certificate): void {
  // `root` is private in TypeScript alone. What a signature covers is its first part (RFC 5280, 4.1: tbsCertificate).
  const { root } = certificate as unknown as { readonly root: Asn1 }
  for (const object of [root, ...root.subs.slice(0, 1)]) {
    const der = object.toDER()
    object.toDER = () => der
  }
}

interface Asn1 {
  readonly subs: readonly Asn1[]
  toDER: () => Buffer
}
