import { certificateOf, readBundle, type DsseBundle } from './bundle.ts'
import { pem } from '@sigstore/core'
import { LEGACY_ANNOTATIONS, legacyMaterial, type Annotations } from './legacy-annotations.ts'
import type { LegacyLayer } from './legacy.ts'
import { envelopeText } from './log-entry.ts'
import { readStatement } from './statement.ts'

/**
 * The legacy form of a signed statement: the envelope as it was logged, and the annotations of its layer. From the bundle
 * alone, so that an attestation that reached only one of its two places is completed without a second signature.
 * Undefined when the bundle has no Rekor v1 entry. Throws `bundle-invalid`.
 */
export function legacyEncoding(bundle: Uint8Array): LegacyLayer | undefined {
  const read = readBundle(bundle)
  return legacyLayer(read.bundle, readStatement(read.payload).predicateType)
}

/** The same of a bundle at hand, without reading it again. */
export function legacyLayer(bundle: DsseBundle, predicateType: string): LegacyLayer | undefined {
  const certificate = certificateOf(bundle)
  const signer = certificate === undefined ? undefined : pem.fromDER(Buffer.from(certificate))
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const rfc3161Timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  const material = legacyMaterial({ tlogEntries, rfc3161Timestamps }, signer)
  if (material === undefined) return undefined
  const annotations: Annotations = {
    [LEGACY_ANNOTATIONS.signature]: '',
    ...untimed(material),
    [LEGACY_ANNOTATIONS.predicateType]: predicateType,
  }
  return { payload: Buffer.from(envelopeText(bundle.content.dsseEnvelope)), annotations }
}

/**
 * cosign takes the timestamp of an attestation layer to be over the envelope (cosign, pkg/cosign/verify.go,
 * VerifyRFC3161Timestamp), where that of a bundle is over the signature: the log's own time stands alone there.
 */
function untimed(material: Annotations): Annotations {
  return Object.fromEntries(Object.entries(material).filter(([name]) => name !== LEGACY_ANNOTATIONS.timestamp))
}
