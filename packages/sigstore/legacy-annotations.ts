import type { Bundle } from '@sigstore/bundle'

/** Annotations of the layers under `.sig` and `.att` (cosign, pkg/oci/static and specs/SIGNATURE_SPEC.md). */
export const LEGACY_ANNOTATIONS = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  chain: 'dev.sigstore.cosign/chain',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
  predicateType: 'predicateType',
} as const

export type Annotations = Readonly<Record<string, string>>

/**
 * The verification material of a bundle in the legacy form; no certificate (PEM) when a key signed. Undefined when there is no promise of a
 * Rekor v1 log in it: legacy verifiers cannot check such an entry offline. The chain stays empty: verifiers have the root.
 */
export function legacyMaterial(bundle: Bundle, certificate: string | undefined): Annotations | undefined {
  const entry = bundle.verificationMaterial.tlogEntries[0]
  if (entry?.inclusionPromise === undefined) return undefined
  const timestamp = bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps[0]
  const logged = {
    SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp.toString('base64'),
    Payload: {
      body: entry.canonicalizedBody.toString('base64'),
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: entry.logId.keyId.toString('hex'),
    },
  }
  const token = timestamp?.signedTimestamp.toString('base64')
  return {
    ...(certificate === undefined
      ? {}
      : { [LEGACY_ANNOTATIONS.certificate]: certificate, [LEGACY_ANNOTATIONS.chain]: '' }),
    [LEGACY_ANNOTATIONS.bundle]: JSON.stringify(logged),
    ...(token === undefined
      ? {}
      : { [LEGACY_ANNOTATIONS.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: token }) }),
  }
}
