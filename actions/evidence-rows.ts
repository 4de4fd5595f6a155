import { formatTime, PREDICATE_TYPES, type Digest } from '@promo/core'
import type { WrittenAttestation, WrittenSignature } from '@promo/evidence'

/** One piece of evidence as an output gives it: what `record-digest` puts into the leg document. */
export interface EvidenceOutput {
  readonly image: string
  readonly format: string
  readonly predicateType: string
  readonly digest: Digest
  readonly logIndex: string
  readonly time: string
  readonly existing: boolean
}

/** Attestations, one entry for each format they are stored in. */
export function attestationOutputs(attestations: readonly WrittenAttestation[]): readonly EvidenceOutput[] {
  return attestations.flatMap(({ image, predicateType, stored, logIndex, signedAt, existing }) =>
    stored.map(({ format, manifest }) => ({
      image: `${image.name}@${image.digest}`,
      format,
      predicateType,
      digest: manifest,
      logIndex,
      time: signedAt === undefined ? '' : formatTime(signedAt),
      existing,
    })),
  )
}

export function signatureOutputs(signatures: readonly WrittenSignature[]): readonly EvidenceOutput[] {
  return signatures.map(({ image, format, manifest, logIndex, signedAt, existing }) => ({
    image: `${image.name}@${image.digest}`,
    format,
    predicateType: PREDICATE_TYPES.signature,
    digest: manifest,
    logIndex,
    time: signedAt === undefined ? '' : formatTime(signedAt),
    existing,
  }))
}
