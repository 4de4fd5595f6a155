import { createHash, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { Bundle } from '@sigstore/bundle'
import { dsse } from '@sigstore/core'
import type { SignedEntity } from '@sigstore/verify'
import type { ReadBundle } from './bundle.ts'
import { isSignatureOf, type HashName } from './signature-check.ts'

/** What was signed, as the library's verifier asks for it. */
export type SignedContent = SignedEntity['signature']

/**
 * A statement in its envelope. The library's own takes SHA-256 for every key; here the hash is that of the key's algorithm,
 * and the digest in a Rekor v2 entry is compared in the hash that it is in (architecture-docs, rekor-v2-spec.md, 6.1.4).
 */
export function envelopeContent({ bundle: { content } }: ReadBundle): SignedContent {
  const { payload, payloadType, signatures } = content.dsseEnvelope
  const signature = signatures[0]?.sig ?? Buffer.alloc(0)
  const signed = dsse.preAuthEncoding(payloadType, payload)
  return {
    signature,
    compareSignature: (other) => isEqual(other, signature),
    compareDigest: (digest) => isDigestOf(digest, payload),
    compareSignedDigest: (digest) => isDigestOf(digest, signed),
    verifySignature: (key) => isSignatureOf(key, signature, signed),
  }
}

/** A file; whether the signature is the key's is found out by whoever has the file or its digest. */
export function messageContent(
  { content }: Bundle,
  isSignedBy: (key: KeyObject, signature: Uint8Array) => boolean,
): SignedContent {
  const message = content.$case === 'messageSignature' ? content.messageSignature : undefined
  const signature = message?.signature ?? Buffer.alloc(0)
  const isDigest = (other: Buffer): boolean => isEqual(other, message?.messageDigest.digest ?? Buffer.alloc(0))
  return {
    signature,
    compareSignature: (other) => isEqual(other, signature),
    compareDigest: isDigest,
    compareSignedDigest: isDigest,
    verifySignature: (key) => isSignedBy(key, signature),
  }
}

/** Hash functions by the length of what they give. */
const HASHES: Readonly<Partial<Record<number, HashName>>> = { 32: 'sha256', 48: 'sha384', 64: 'sha512' }

function isDigestOf(digest: Buffer, bytes: Uint8Array): boolean {
  const hash = HASHES[digest.byteLength]
  return hash !== undefined && isEqual(createHash(hash).update(bytes).digest(), digest)
}

/** An empty value is equal to nothing: an entry without a signature or digest says nothing. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength > 0 && a.byteLength === b.byteLength && timingSafeEqual(a, b)
}
