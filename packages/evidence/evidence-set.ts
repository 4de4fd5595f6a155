import type { Digest, JsonValue, PinnedImage } from '@promo/core'
import type { CertificateClaims } from '@promo/sigstore'
import type { EvidenceFormat } from './formats.ts'

/** One signed statement about a digest that verifies. Whether its signer is trusted for it is the policy's decision. */
export interface ValidEvidence {
  /** Digest of the manifest that holds it. */
  readonly manifest: Digest
  readonly storage: EvidenceFormat
  /** A legacy signature has the predicate type of cosign's bundle signatures. */
  readonly predicateType: string
  /** Null where a signature has none. */
  readonly predicate: JsonValue
  readonly claims: CertificateClaims
  /** Earliest verified time. */
  readonly signedAt: Date
  /** Decimal index of the entry in the transparency log; empty without a log. */
  readonly logIndex: string
  readonly subject: Digest
  /** What the signer wrote beside the digest: `-a` of cosign. Empty when nothing. */
  readonly annotations: Readonly<Record<string, string>>
}

/** Evidence that cannot be verified: treated as absent, and reported. */
export interface InvalidEvidence {
  readonly digest: Digest
  readonly storage: EvidenceFormat
  readonly code: string
  readonly reason: string
}

export interface EvidenceSet {
  readonly image: PinnedImage
  readonly valid: readonly ValidEvidence[]
  readonly invalid: readonly InvalidEvidence[]
}
