import { parseLegName, type LegName, type PinnedImage, type WrittenEvidence } from '@promo/core'
import {
  fromArtifactInput,
  imagesInput,
  registryInput,
  type FromArtifact,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { parseEvidence } from './evidence.ts'

export const outputNames = ['leg-document', 'artifact-name'] as const

export interface RecordDigestRequest {
  readonly leg: LegName
  readonly images: readonly PinnedImage[]
  readonly tags: readonly string[]
  readonly evidence: readonly WrittenEvidence[]
  readonly artifactPrefix: string
  readonly workflowRef: string | undefined
  readonly workflowSha: string | undefined
  readonly registry: RegistryAccess
  /** Artifact of the scan. */
  readonly from: FromArtifact | undefined
}

export function readRequest(input: InputReader): RecordDigestRequest {
  return input.request({
    leg: input.required('leg', parseLegName),
    images: imagesInput(input),
    tags: input.list('tags', (text) => text),
    evidence: input.withDefault('evidence', [], parseEvidence),
    artifactPrefix: input.withDefault('artifact-prefix', 'promo-digest', (text) => text),
    workflowRef: input.optional('workflow-ref', (text) => text),
    workflowSha: input.optional('workflow-sha', (text) => text),
    registry: registryInput(input),
    from: fromArtifactInput(input),
  })
}
