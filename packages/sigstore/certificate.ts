import { createPublicKey, type KeyObject } from 'node:crypto'
import { ASN1Obj, pem, X509Certificate } from '@sigstore/core'
import { malformed } from './errors.ts'

const EXTENDED_KEY_USAGE = '2.5.29.37'
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
/** RFC 5280 section 4.2.1.12, id-kp-codeSigning. */
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3'
/** GeneralName choices that Fulcio uses for a subject (RFC 5280 section 4.2.1.6). */
const SUBJECT_TAGS = { email: 1, uri: 6 }
/** Fulcio's have about 1 KiB. */
export const CERTIFICATE_LIMIT = 64 * 1024

/** Parses a leaf certificate; throws `bundle-invalid` for anything that is none, to be given a code by the caller. */
export function parseCertificate(der: Uint8Array): X509Certificate {
  if (der.byteLength > CERTIFICATE_LIMIT) throw malformed('the certificate is too large')
  const certificate = X509Certificate.parse(Buffer.from(der))
  if (certificate.version !== 'v3') throw malformed('the certificate is not X.509 version 3')
  return certificate
}

/** Parses PEM or DER as services give it. */
export function parsePem(text: string): X509Certificate {
  return parseCertificate(derOf(text))
}

export function derOf(text: string): Buffer {
  return pem.toDER(text.replaceAll('\r', ''))
}

/** The certificate in the one PEM form that promo writes. */
export function pemOf(certificate: X509Certificate): string {
  return pem.fromDER(certificate.root.toDER())
}

export function publicKeyOf(certificate: X509Certificate): KeyObject {
  return createPublicKey({ key: certificate.publicKey, format: 'der', type: 'spki' })
}

/** Whether the certificate names itself as its issuer, as a root does. */
export function isSelfIssued({ subject, issuer }: X509Certificate): boolean {
  return Buffer.from(subject).equals(issuer)
}

/** Whether the certificate may sign code and is no authority: the library's verifier does not look at either. */
export function isCodeSigning(certificate: X509Certificate): boolean {
  const usages = extensionValue(certificate, EXTENDED_KEY_USAGE)?.subs.map((usage) => usage.toOID()) ?? []
  return usages.includes(CODE_SIGNING) && !certificate.isCA
}

/** The one subject alternative name, a URI or an e-mail address; undefined when there is none, several, or another kind. */
export function subjectOf(certificate: X509Certificate): string | undefined {
  const names = extensionValue(certificate, SUBJECT_ALTERNATIVE_NAME)?.subs ?? []
  const [name] = names
  const known = name !== undefined && Object.values(SUBJECT_TAGS).some((tag) => name.tag.isContextSpecific(tag))
  if (!known || names.length !== 1) return undefined
  const text = name.value.toString('latin1')
  return /^[\x21-\x7e]+$/.test(text) ? text : undefined
}

/** Extension values by OID, each the bytes inside its octet string. Throws `bundle-invalid` when an extension is there twice. */
export function extensionsOf(certificate: X509Certificate): ReadonlyMap<string, Buffer> {
  const entries = certificate.extensions.map(
    ({ subs }) => [subs[0]?.toOID() ?? '', subs.at(-1)?.value ?? Buffer.alloc(0)] as const,
  )
  const extensions = new Map(entries)
  if (extensions.size === entries.length) return extensions
  throw malformed('the certificate has an extension twice')
}

function extensionValue(certificate: X509Certificate, oid: string): ASN1Obj | undefined {
  const value = certificate.extension(oid)?.value
  return value === undefined ? undefined : ASN1Obj.parseBuffer(Buffer.from(value))
}
