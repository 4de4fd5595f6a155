import type { KeyObject } from 'node:crypto'
import { sigstoreError } from './errors.ts'

/** How signatures of a key are made: one algorithm for each kind of key, so that nothing has to say which. */
export interface KeyAlgorithm {
  /** `PublicKeyDetails` (sigstore/protobuf-specs, sigstore_common.proto). */
  readonly details: string
  /** What a message is hashed with before it is signed; undefined where the message itself is signed. */
  readonly hash: SignatureHash | undefined
}

export type SignatureHash = 'sha256' | 'sha384' | 'sha512'

const CURVES: Readonly<Record<string, KeyAlgorithm>> = {
  prime256v1: { details: 'PKIX_ECDSA_P256_SHA_256', hash: 'sha256' },
  secp384r1: { details: 'PKIX_ECDSA_P384_SHA_384', hash: 'sha384' },
  secp521r1: { details: 'PKIX_ECDSA_P521_SHA_512', hash: 'sha512' },
}

const RSA_SIZES: readonly number[] = [2048, 3072, 4096]

/** Over the message itself: `cosign verify --key` takes no other form (cosign 3.1.3, pkg/signature/keys.go, LoadVerifier). */
const ED25519: KeyAlgorithm = { details: 'PKIX_ED25519', hash: undefined }

/**
 * The algorithm of a public or private key, the one that Sigstore's registry has for it (sigstore/sigstore, pkg/signature/
 * algorithm_registry.go, GetDefaultPublicKeyDetails). Throws `key-unsupported`.
 */
export function algorithmOf(key: KeyObject): KeyAlgorithm {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'ed25519') return ED25519
  if (key.asymmetricKeyType === 'rsa' && RSA_SIZES.includes(modulusLength)) {
    return { details: `PKIX_RSA_PKCS1V15_${String(modulusLength)}_SHA256`, hash: 'sha256' }
  }
  const known = key.asymmetricKeyType === 'ec' ? CURVES[namedCurve] : undefined
  if (known !== undefined) return known
  const found = [key.asymmetricKeyType, namedCurve, modulusLength].filter(Boolean).join(' ')
  throw sigstoreError('key-unsupported', { found }, `a key of the kind ${found} cannot sign here`)
}

/** The hash of an algorithm that signs digests; throws `key-unsupported` for one that signs messages: logs hold digests. */
export function hashOf({ hash }: KeyAlgorithm): SignatureHash {
  if (hash !== undefined) return hash
  throw sigstoreError('key-unsupported', {}, 'a log entry over a digest cannot be made with an Ed25519 key')
}
