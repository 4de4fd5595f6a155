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

/** The bytes of a PEM block; line ends of Windows are none of its content (RFC 7468, section 2). */
export function derOf(text: string): Buffer {
  return pem.toDER(text.replaceAll('\r', ''))
}

/** The certificate in the one PEM form that promo writes. */
export function pemOf(certificate: X509Certificate): string {
  return pem.fromDER(certificate.root.toDER())
}

/** The key that a certificate binds (RFC 5280, section 4.1.2.7). */
export function publicKeyOf(certificate: X509Certificate): KeyObject {
  return createPublicKey({ key: certificate.publicKey, format: 'der', type: 'spki' })
}

/**
 * Whether the certificate may sign code and is no authority: the library's verifier does not look at either
 * (sigstore-python, _utils.py, cert_is_leaf).
 */
export function isCodeSigning(certificate: X509Certificate): boolean {
  const usages = extensionValue(certificate, EXTENDED_KEY_USAGE)?.subs.map((usage) => usage.toOID()) ?? []
  return usages.includes(CODE_SIGNING) && certificate.extKeyUsage?.digitalSignature === true && !certificate.isCA
}

/**
 * The one subject alternative name: a URI, an e-mail address, or a user name as Fulcio writes it; undefined when there is none,
 * several, or another kind.
 */
export function subjectOf(certificate: X509Certificate): string | undefined {
  const names = extensionValue(certificate, SUBJECT_ALTERNATIVE_NAME)?.subs ?? []
  const [name] = names
  const text = name === undefined || names.length !== 1 ? undefined : textOf(name)
  return text !== undefined && /^[\x21-\x7e]+$/.test(text) ? text : undefined
}

function textOf(name: ASN1Obj): string | undefined {
  if (Object.values(SUBJECT_TAGS).some((tag) => name.tag.isContextSpecific(tag))) return name.value.toString('latin1')
  return name.tag.isContextSpecific(OTHER_NAME_TAG) ? userNameOf(name.subs) : undefined
}

function userNameOf([type, explicit]: readonly ASN1Obj[]): string | undefined {
  const [text, ...more] = explicit?.subs ?? []
  if (type?.toOID() !== USER_NAME || more.length > 0 || text?.tag.number !== UTF8_STRING) return undefined
  return text.value.toString('utf8')
}

/** `otherName [0] { type-id, value [0] EXPLICIT }` (RFC 5280 section 4.2.1.6), with a UTF8String in it. */
const OTHER_NAME_TAG = 0
const UTF8_STRING = 12
/** fulcio, docs/oid-info.md: the user name of an issuer without e-mail addresses, `user!domain`. */
const USER_NAME = '1.3.6.1.4.1.57264.1.7'

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
