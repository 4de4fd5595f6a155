import { verify, type KeyObject } from 'node:crypto'

/** Hash names of node:crypto. */
export type HashName = 'sha256' | 'sha384' | 'sha512'

/**
 * Hashes that signatures by the key may be over, the one of its algorithm first (sigstore/architecture-docs,
 * algorithm-registry.md). Older cosign signed with SHA-256 whatever the curve (sigstore-go, compatSignatureVerifier).
 * Empty for Ed25519, which signs the message itself; undefined for a key that the registry does not have.
 */
export function signatureHashes({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): readonly HashName[] | undefined {
  if (asymmetricKeyType === 'ed25519') return []
  if (asymmetricKeyType === 'rsa') return ['sha256']
  return asymmetricKeyType === 'ec' ? CURVE_HASHES[asymmetricKeyDetails?.namedCurve ?? ''] : undefined
}

/** By the names that OpenSSL has for P-256, P-384 and P-521. */
const CURVE_HASHES: Readonly<Partial<Record<string, readonly HashName[]>>> = {
  prime256v1: ['sha256'],
  secp384r1: ['sha384', 'sha256'],
  secp521r1: ['sha512', 'sha256'],
}

/** Whether the signature is the key's over these bytes. ECDSA signatures are DER, RSA is PKCS #1 v1.5. */
export function isSignatureOf(key: KeyObject, signature: Uint8Array, message: Uint8Array): boolean {
  const hashes = signatureHashes(key)
  if (hashes === undefined) return false
  const algorithms = hashes.length === 0 ? [null] : hashes
  return algorithms.some((algorithm) => verifies(algorithm, key, signature, message))
}

function verifies(algorithm: HashName | null, key: KeyObject, signature: Uint8Array, message: Uint8Array): boolean {
  try {
    return verify(algorithm, message, key, signature)
  } catch {
    return false
  }
}
