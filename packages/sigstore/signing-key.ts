import { createHash, sign, type KeyObject } from 'node:crypto'
import { algorithmOf, hashOf, type KeyAlgorithm } from './key-algorithm.ts'

/** A private key that signs by its one algorithm. */
export interface SigningKey {
  readonly algorithm: KeyAlgorithm
  /** ECDSA signatures as DER (RFC 3279, 2.2.3), RSA as PKCS #1 v1.5. */
  sign(data: Uint8Array): Buffer
  /** What `sign` hashes before it signs; throws `key-unsupported` for a key that does not. */
  digest(data: Uint8Array): Buffer
}

/** Throws `key-unsupported`. */
export function signingKeyOf(key: KeyObject): SigningKey {
  const algorithm = algorithmOf(key)
  return {
    algorithm,
    sign: (data) => sign(algorithm.hash, data, key),
    digest: (data) => createHash(hashOf(algorithm)).update(data).digest(),
  }
}
