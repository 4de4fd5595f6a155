import type { Digest } from '@promo/core'

/** `bundle`: Sigstore bundle as referrer (cosign 3, gh, Kyverno SigstoreBundle). `legacy`: `.sig` and `.att` tags (cosign 2, Kyverno Cosign). */
export type EvidenceFormat = 'bundle' | 'legacy'

export const EVIDENCE_FORMATS: readonly EvidenceFormat[] = ['bundle', 'legacy']

/** Where one piece of evidence is stored: the digest of the manifest that holds it. */
export interface StoredEvidence {
  readonly format: EvidenceFormat
  readonly manifest: Digest
}
