import { parseDuration, type ImageName, type JsonValue, type Milliseconds, type PinnedImage } from '@promo/core'
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
import { parseAnnotation } from './annotation.ts'
import { parseParameters } from '../parameters.ts'

export const outputNames = ['signatures', 'attestations', 'identity', 'issuer', 'verify-command'] as const

export interface KeylessSignRequest {
  readonly images: readonly PinnedImage[]
  readonly recursive: boolean
  readonly evidenceFormats: readonly EvidenceFormat[]
  readonly evidenceRepository: ImageName | undefined
  readonly annotations: readonly (readonly [string, string])[]
  readonly provenance: boolean
  readonly parameters: { readonly [key: string]: JsonValue }
  readonly sigstore: SigstoreAccess
  readonly registry: RegistryAccess
  /** Artifact of the build record. */
  readonly from: FromArtifact | undefined
  /** Signs instead of the identity of the job. */
  readonly key: KeyAccess | undefined
  readonly skipIfSigned: boolean
  /** Text of an SBOM of every image, attested before it is signed. */
  readonly sbom: string | undefined
  readonly retryFor: Milliseconds
}

export function readRequest(input: InputReader): KeylessSignRequest {
  return input.request({
    images: imagesInput(input),
    recursive: input.flag('recursive', true),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    annotations: input.list('annotations', parseAnnotation),
    provenance: input.flag('provenance', true),
    parameters: input.withDefault('provenance-parameters', {}, parseParameters),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    from: fromArtifactInput(input),
    key: keyInput(input),
    sbom: input.document('sbom'),
    skipIfSigned: input.flag('skip-if-signed', true),
    retryFor: input.withDefault('retry-for', parseDuration('10m'), parseDuration),
  })
}
