import { notBuilt } from '@promo/connections'
import type { ImageName, PinnedImage } from '@promo/core'
import {
  evidenceFormatsInput,
  evidenceRepositoryInput,
  fromArtifactInput,
  imagesInput,
  keyInput,
  parseCount,
  parsePath,
  registryInput,
  sigstoreInput,
  type EvidenceFormat,
  type FromArtifact,
  type InputReader,
  type KeyAccess,
  type RegistryAccess,
  type SigstoreAccess,
} from '@promo/runner'
import { SBOM_FORMATS, SBOM_GENERATORS, type SbomFormat, type SbomGenerator } from '@promo/scanners'

export const outputNames = ['attestations', 'sboms', 'packages', 'licenses'] as const

export interface AttestSbomActionRequest {
  readonly images: readonly PinnedImage[]
  readonly generator: 'file' | SbomGenerator
  /** Text of the SBOM, when it is given as a file. */
  readonly sbom: string | undefined
  readonly formats: readonly SbomFormat[]
  readonly maxBytes: number
  readonly onTooLarge: 'reference' | 'fail'
  readonly toolDirectory: string | undefined
  readonly evidenceFormats: readonly EvidenceFormat[]
  readonly evidenceRepository: ImageName | undefined
  readonly sigstore: SigstoreAccess
  readonly registry: RegistryAccess
  readonly from: FromArtifact | undefined
  readonly key: KeyAccess | undefined
}

export function readRequest(input: InputReader): AttestSbomActionRequest {
  return input.request({
    images: imagesInput(input),
    generator: input.choice('generator', ['file', ...SBOM_GENERATORS], 'syft'),
    sbom: input.document('sbom'),
    formats: input.choices('formats', SBOM_FORMATS, ['spdx']),
    maxBytes: input.withDefault('max-bytes', 7_000_000, parseCount),
    onTooLarge: input.choice('on-too-large', ['reference', 'fail'], 'reference'),
    toolDirectory: input.optional('tool-directory', parsePath),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    key: keyInput(input),
    perPlatform: notBuilt(input, 'per-platform', 'true'),
  })
}
