import type { Testimony } from './witness.ts'

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
 * What witnesses a signature in the legacy form, the certificate as PEM; none for a key. Undefined when there is no promise
 * of a Rekor v1 log in it: legacy verifiers cannot check such an entry offline. The form has room for one entry and one
 * timestamp, the first. The chain stays empty: verifiers have the root.
 */
export function legacyMaterial(testimony: Testimony, certificate: string | undefined): Annotations | undefined {
  const entry = testimony.tlogEntries?.[0]
  if (entry?.inclusionPromise === undefined) return undefined
  const timestamp = testimony.rfc3161Timestamps?.[0]
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
