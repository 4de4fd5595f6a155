import type { Digest } from '@promo/core'
import type { Signer } from '@promo/sigstore'
import { evidenceError } from './errors.ts'

/** `bundle`: Sigstore bundle as referrer (cosign 3, gh, Kyverno SigstoreBundle). `legacy`: `.sig` and `.att` tags (cosign 2, Kyverno Cosign). */
export type EvidenceFormat = 'bundle' | 'legacy'

export const EVIDENCE_FORMATS: readonly EvidenceFormat[] = ['bundle', 'legacy']

/** Where one piece of evidence is stored: the digest of the manifest that holds it. */
export interface StoredEvidence {
  readonly format: EvidenceFormat
  readonly manifest: Digest
}

/** Throws `legacy-needs-log` before anything is signed that could not be stored as it is asked for. */
export function assertWritable(formats: readonly EvidenceFormat[], signer: Pick<Signer, 'writesLegacy'>): void {
  if (signer.writesLegacy || !formats.includes('legacy')) return
  throw evidenceError('legacy-needs-log', {}, 'the legacy format needs a Rekor v1 log, and the instance has none')
}
