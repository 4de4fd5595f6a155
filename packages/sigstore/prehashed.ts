import { constants, publicDecrypt, type KeyObject } from 'node:crypto'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import type { SubjectDigest } from './subject-digest.ts'

/** By the names that OpenSSL has for them. */
const CURVES: Readonly<Partial<Record<string, typeof p256>>> = { prime256v1: p256, secp384r1: p384, secp521r1: p521 }

/** What stands before the digest in a PKCS #1 v1.5 signature (RFC 8017, 9.2, note 1). */
const DIGEST_INFO: Readonly<Record<SubjectDigest['algorithm'], string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
}

/**
 * Whether the signature is the key's over what has this digest, for who has the digest and not the file: node:crypto hashes
 * by itself. False for a key that signs files rather than digests (Ed25519).
 */
export function isSignatureOver(key: KeyObject, signature: Uint8Array, digest: SubjectDigest): boolean {
  try {
    if (key.asymmetricKeyType === 'rsa') return isRsaOver(key, signature, digest)
    return key.asymmetricKeyType === 'ec' && isEcdsaOver(key, signature, digest)
  } catch {
    return false
  }
}

function isEcdsaOver(key: KeyObject, signature: Uint8Array, { bytes }: SubjectDigest): boolean {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? '']
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(UNCOMPRESSED), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return curve?.verify(signature, bytes, point, { prehash: false, lowS: false, format: 'der' }) ?? false
}

/** First byte of an uncompressed point (SEC 1, 2.3.3). */
const UNCOMPRESSED = 4

function isRsaOver(key: KeyObject, signature: Uint8Array, { algorithm, bytes }: SubjectDigest): boolean {
  const signed = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature)
  return signed.equals(Buffer.concat([Buffer.from(DIGEST_INFO[algorithm], 'hex'), bytes]))
}
