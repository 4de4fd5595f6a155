import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  bundleFromJSON,
  type Bundle,
} from '@sigstore/bundle'
import { parseJson } from '@promo/core'
import { assertShape } from './bundle-shape.ts'
import { CERTIFICATE_LIMIT } from './certificate.ts'
import { malformed, reasonOf, sigstoreError } from './errors.ts'
import { BUNDLE_LIMIT, IN_TOTO_PAYLOAD } from './statement.ts'

export { BUNDLE_V03_MEDIA_TYPE as BUNDLE_MEDIA_TYPE } from '@sigstore/bundle'

const DEPTH_LIMIT = 20
/** Far above what any signer writes; each costs a signature check and the verifier compares all pairs. */
const WITNESS_LIMIT = 8
const PROOF_HASH_LIMIT = 64
const CHECKPOINT_LIMIT = 16 * 1024

/** Bundle versions with one certificate and an inclusion proof: older ones cannot be verified by cosign in a registry. */
const REGISTRY_TYPES: readonly string[] = [BUNDLE_V03_MEDIA_TYPE, BUNDLE_V03_LEGACY_MEDIA_TYPE]

/** All that were published (sigstore/protobuf-specs, sigstore_bundle.proto): 0.1 may have a promise alone, later ones need a proof. */
const MEDIA_TYPES: readonly string[] = [...REGISTRY_TYPES, BUNDLE_V02_MEDIA_TYPE, BUNDLE_V01_MEDIA_TYPE]

type Content = Bundle['content']
export type MessageSignature = Extract<Content, { readonly $case: 'messageSignature' }>['messageSignature']
export type DsseBundle = Bundle & { readonly content: Extract<Content, { readonly $case: 'dsseEnvelope' }> }

/** A bundle over an in-toto statement. Nothing in it is verified yet. */
export interface ReadBundle {
  readonly bundle: DsseBundle
  readonly payload: Uint8Array
}

/** A bundle over a file: the signature of its bytes, and which digest they are said to have. */
export interface ReadMessage {
  readonly bundle: Bundle
  readonly message: MessageSignature
}

/**
 * Reads a v0.3 bundle from a hostile source (sigstore/protobuf-specs, sigstore_bundle.proto). Throws `bundle-invalid` for
 * another version, size or count beyond the limits, or a payload that is not in-toto.
 */
export function readBundle(bytes: Uint8Array): ReadBundle {
  return reading(() => readDsse(parseBundle(bytes, REGISTRY_TYPES)))
}

/** The same for any version of the format, over a statement or over a file. Throws `bundle-invalid`. */
export function readAnyBundle(bytes: Uint8Array): ReadBundle | ReadMessage {
  return reading(() => {
    const bundle = parseBundle(bytes, MEDIA_TYPES)
    if (bundle.content.$case === 'dsseEnvelope') return readDsse(bundle)
    assertMaterial(bundle)
    return { bundle, message: bundle.content.messageSignature }
  })
}

/** The same for a bundle that promo assembled from legacy parts. Throws `bundle-invalid`. */
export function readDsse(bundle: Bundle): ReadBundle {
  assertMaterial(bundle)
  if (!isDsse(bundle)) throw malformed('it holds no DSSE envelope')
  const { dsseEnvelope } = bundle.content
  if (dsseEnvelope.payloadType !== IN_TOTO_PAYLOAD) throw malformed(`its payload type is ${dsseEnvelope.payloadType}`)
  return { bundle, payload: dsseEnvelope.payload }
}

/**
 * DER of the certificate that must have signed; undefined when a bare key did. What else stands in the chain of an old bundle
 * is passed over: certificates up to the root come from the trusted root alone (sigstore_bundle.proto, VerificationMaterial).
 */
export function certificateOf(bundle: Bundle): Uint8Array | undefined {
  const { content } = bundle.verificationMaterial
  if (content.$case === 'certificate') return content.certificate.rawBytes
  return content.$case === 'x509CertificateChain' ? content.x509CertificateChain.certificates[0]?.rawBytes : undefined
}

/** Throws `bundle-invalid` for more or larger witnesses and certificates than any signer writes, and for numbers that are none. */
export function assertMaterial(bundle: Bundle): void {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  if (Math.max(tlogEntries.length, timestamps.length) > WITNESS_LIMIT) throw malformed('it has too many witnesses')
  if (!tlogEntries.every(hasBoundedProof)) throw malformed('its inclusion proof is too large')
  if (!tlogEntries.flatMap(numbersOf).every((number) => COUNT.test(number))) {
    throw malformed('an index, size or time of its log entry is no whole number')
  }
  if (!tlogEntries.every(hasCheckpoint)) throw malformed('its inclusion proof has no checkpoint')
  if ((certificateOf(bundle)?.byteLength ?? 0) > CERTIFICATE_LIMIT) throw malformed('its certificate is too large')
}

function parseBundle(bytes: Uint8Array, mediaTypes: readonly string[]): Bundle {
  const value = parseJson(bytes, { maxBytes: BUNDLE_LIMIT, maxDepth: DEPTH_LIMIT })
  assertShape(value)
  const bundle = bundleFromJSON(value)
  if (!mediaTypes.includes(bundle.mediaType)) throw malformed(`its media type is ${bundle.mediaType}`)
  return bundle
}

function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

type LogEntry = Bundle['verificationMaterial']['tlogEntries'][number]

function hasBoundedProof({ inclusionProof }: LogEntry): boolean {
  if (inclusionProof === undefined) return true
  const checkpoint = inclusionProof.checkpoint?.envelope ?? ''
  return inclusionProof.hashes.length <= PROOF_HASH_LIMIT && checkpoint.length <= CHECKPOINT_LIMIT
}

/** Version 0.1 allows a proof without one, which then proves nothing. */
function hasCheckpoint({ inclusionProof }: LogEntry): boolean {
  return inclusionProof === undefined || (inclusionProof.checkpoint?.envelope ?? '') !== ''
}

/** What is not negative and has no more digits than 2^63 (`int64`). */
const COUNT = /^(?:0|[1-9]\d{0,18})$/

function numbersOf({ logIndex, integratedTime, inclusionProof }: LogEntry): readonly string[] {
  const proven = inclusionProof === undefined ? [] : [inclusionProof.logIndex, inclusionProof.treeSize]
  return [logIndex, integratedTime, ...proven]
}

function isDsse(bundle: Bundle): bundle is DsseBundle {
  return bundle.content.$case === 'dsseEnvelope'
}
