import { createPublicKey, type KeyObject } from 'node:crypto'
import { digestOf, type Digest } from '@promo/core'
import { sigstoreError } from './errors.ts'
import { signatureHashes } from './signature-check.ts'

/** A public key that a person named, and that signatures may be by. */
export interface PublicKey {
  /** sha256 of the SubjectPublicKeyInfo (DER): what cosign writes, in base64, as the hint of a bundle. */
  readonly keyId: Digest
  readonly key: KeyObject
}

/** The keys that signatures may be by, and how much must vouch for them. */
export interface AcceptedKeys {
  readonly keys: readonly PublicKey[]
  /** Also signatures that no log holds. Default false: a log that the trusted root knows must hold them. */
  readonly unlogged?: boolean
}

const KEY_LIMIT = 64 * 1024
const PEM_BLOCK = /-----BEGIN (?:RSA )?PUBLIC KEY-----/g

/**
 * Reads one public key: PEM of SubjectPublicKeyInfo (RFC 5280) or PKCS #1; ECDSA P-256, P-384 or P-521, RSA of 2048 bits or
 * more, or Ed25519 (sigstore/architecture-docs, algorithm-registry.md). Throws `public-key-invalid`, also for a private key.
 */
export function readPublicKey(pem: string): PublicKey {
  if (pem.length > KEY_LIMIT || pem.match(PEM_BLOCK)?.length !== 1 || pem.includes('PRIVATE KEY')) {
    throw invalid('it is not the PEM text of one public key')
  }
  const key = parse(pem)
  if (!isStrong(key) || signatureHashes(key) === undefined) {
    throw invalid('its algorithm is none of ECDSA P-256, P-384, P-521, RSA from 2048 bits and Ed25519')
  }
  return { keyId: keyIdOf(key), key }
}

/** What stands for the key in logs and policies: sha256 of its SubjectPublicKeyInfo. */
export function keyIdOf(key: KeyObject): Digest {
  return digestOf(key.export({ type: 'spki', format: 'der' }))
}

function parse(pem: string): KeyObject {
  try {
    return createPublicKey(pem)
  } catch {
    throw invalid('it cannot be parsed')
  }
}

function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS
}

/** The smallest of the registry (PKIX_RSA_PKCS1V15_2048_SHA256). */
const RSA_BITS = 2048

function invalid(why: string): Error {
  return sigstoreError('public-key-invalid', {}, `the public key cannot be used: ${why}`)
}
