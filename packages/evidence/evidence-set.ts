import type { Digest, JsonValue, PinnedImage } from '@promo/core'
import type { CertificateClaims, KeySigner } from '@promo/sigstore'
import type { EvidenceFormat } from './formats.ts'

/** One signed statement about a digest that verifies, whoever signed it. */
export interface SignedEvidence {
  /** Digest of the manifest that holds it. */
  readonly manifest: Digest
  readonly storage: EvidenceFormat
  /** A legacy signature has the predicate type of cosign's bundle signatures. */
  readonly predicateType: string
  /** Null where a signature has none. */
  readonly predicate: JsonValue
  /** Decimal index of the entry in the transparency log; empty without a log. */
  readonly logIndex: string
  readonly subject: Digest
  /** What the signer wrote beside the digest: `-a` of cosign. Empty when nothing. */
  readonly annotations: Readonly<Record<string, string>>
}

/** Evidence signed under a certificate. Whether its signer is trusted for it is the policy's decision. */
export interface ValidEvidence extends SignedEvidence {
  readonly claims: CertificateClaims
  /** Earliest verified time. */
  readonly signedAt: Date
}

/** Evidence signed with one of the keys that were asked for. It says nothing of a repository, a workflow or a run. */
export interface KeyedEvidence extends SignedEvidence {
  readonly signer: KeySigner
  /** Earliest verified time; undefined when neither a log nor a timestamp authority vouches for one. */
  readonly signedAt: Date | undefined
}

/** Evidence that cannot be verified: treated as absent, and reported. */
export interface InvalidEvidence {
  readonly digest: Digest
  readonly storage: EvidenceFormat
  readonly code: string
  readonly reason: string
}

/** What refers to the digest and is no Sigstore bundle: an SBOM put by oras, a signature of Notation. Nothing of it is verified. */
export interface ForeignReferrer {
  readonly manifest: Digest
  /** As the registry lists it; empty where it names none. */
  readonly artifactType: string
}

export interface EvidenceSet {
  readonly image: PinnedImage
  /** Signed under certificates: what all rules about workflows and repositories look at. */
  readonly valid: readonly ValidEvidence[]
  /** Signed with keys that the reader accepts (`ReadingPorts.keys`); apart, so that no rule about certificates sees it. */
  readonly keyed: readonly KeyedEvidence[]
  readonly invalid: readonly InvalidEvidence[]
  readonly foreign: readonly ForeignReferrer[]
  /** How many manifests refer to the digest, of any kind: verifiers count them (`evidenceBudget`). */
  readonly referrers: number
}
