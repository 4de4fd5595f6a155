import type { ImageName, PinnedImage } from '@promo/core'
import {
  evidenceFormatsInput,
  evidenceRepositoryInput,
  fromArtifactInput,
  imagesInput,
  keyInput,
  registryInput,
  sigstoreInput,
  type EvidenceFormat,
  type FromArtifact,
  type InputReader,
  type KeyAccess,
  type RegistryAccess,
  type SigstoreAccess,
} from '@promo/runner'
import { parsePredicateType } from './predicate-type.ts'

export const outputNames = ['attestations'] as const

export interface AttestActionRequest {
  readonly images: readonly PinnedImage[]
  readonly predicateType: string
  readonly ifAbsent: 'fail' | 'skip'
  /** JSON text; undefined: the scan of the artifact. */
  readonly predicate: string | undefined
  readonly evidenceFormats: readonly EvidenceFormat[]
  readonly evidenceRepository: ImageName | undefined
  readonly sigstore: SigstoreAccess
  readonly registry: RegistryAccess
  readonly from: FromArtifact | undefined
  readonly key: KeyAccess | undefined
}

export function readRequest(input: InputReader): AttestActionRequest {
  return input.request({
    images: imagesInput(input),
    predicateType: input.required('predicate-type', parsePredicateType),
    ifAbsent: input.choice('if-absent', ['fail', 'skip'], 'fail'),
    predicate: input.document('predicate'),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    key: keyInput(input),
  })
}
