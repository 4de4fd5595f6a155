import { bundleFromJSON, BUNDLE_V03_LEGACY_MEDIA_TYPE, BUNDLE_V03_MEDIA_TYPE, type Bundle } from '@sigstore/bundle'
import { parseJson } from '@promo/core'
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
const MEDIA_TYPES: readonly string[] = [BUNDLE_V03_MEDIA_TYPE, BUNDLE_V03_LEGACY_MEDIA_TYPE]

type DsseBundle = Bundle & { readonly content: Extract<Bundle['content'], { readonly $case: 'dsseEnvelope' }> }

/** A bundle over an in-toto statement, with the certificate that must have signed it. Nothing in it is verified yet. */
export interface ReadBundle {
  readonly bundle: DsseBundle
  /** DER. */
  readonly certificate: Uint8Array
  readonly payload: Uint8Array
}

/**
 * Reads a v0.3 bundle from a hostile source (sigstore/protobuf-specs, sigstore_bundle.proto). Throws `bundle-invalid` for
 * another version, size or count beyond the limits, a payload that is not in-toto, or a key in place of a certificate.
 */
export function readBundle(bytes: Uint8Array): ReadBundle {
  try {
    const bundle = bundleFromJSON(parseJson(bytes, { maxBytes: BUNDLE_LIMIT, maxDepth: DEPTH_LIMIT }))
    if (!MEDIA_TYPES.includes(bundle.mediaType)) throw malformed(`its media type is ${bundle.mediaType}`)
    return readDsse(bundle)
  } catch (cause) {
    throw sigstoreError('bundle-invalid', {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

/** The same for a bundle of any version that promo assembled from legacy parts. Throws `bundle-invalid`. */
export function readDsse(bundle: Bundle): ReadBundle {
  assertCounts(bundle)
  if (!isDsse(bundle)) throw malformed('it holds no DSSE envelope')
  const { dsseEnvelope } = bundle.content
  if (dsseEnvelope.payloadType !== IN_TOTO_PAYLOAD) throw malformed(`its payload type is ${dsseEnvelope.payloadType}`)
  return { bundle, certificate: certificateOf(bundle), payload: dsseEnvelope.payload }
}

/** DER of the certificate that must have signed; throws `bundle-invalid` when a bare key did, or it is far too large. */
export function certificateOf(bundle: Bundle): Uint8Array {
  const { content } = bundle.verificationMaterial
  const leaf =
    content.$case === 'certificate'
      ? content.certificate
      : content.$case === 'x509CertificateChain'
        ? content.x509CertificateChain.certificates[0]
        : undefined
  if (leaf === undefined) throw malformed('it is signed with a key, not a certificate')
  if (leaf.rawBytes.byteLength > CERTIFICATE_LIMIT) throw malformed('its certificate is too large')
  return leaf.rawBytes
}

/** Throws `bundle-invalid` for more witnesses or larger proofs than any signer writes. */
export function assertCounts(bundle: Bundle): void {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  if (Math.max(tlogEntries.length, timestamps.length) > WITNESS_LIMIT) throw malformed('it has too many witnesses')
  if (!tlogEntries.every(hasBoundedProof)) throw malformed('its inclusion proof is too large')
}

function hasBoundedProof({ inclusionProof }: Bundle['verificationMaterial']['tlogEntries'][number]): boolean {
  if (inclusionProof === undefined) return true
  const checkpoint = inclusionProof.checkpoint?.envelope ?? ''
  return inclusionProof.hashes.length <= PROOF_HASH_LIMIT && checkpoint.length <= CHECKPOINT_LIMIT
}

function isDsse(bundle: Bundle): bundle is DsseBundle {
  return bundle.content.$case === 'dsseEnvelope'
}
