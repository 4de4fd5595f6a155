import { parseCommit, parseLegName, type LegName, type PinnedImage, type WrittenEvidence } from '@promo/core'
import {
  fromArtifactInput,
  imagesInput,
  parseArtifactName,
  registryInput,
  type FromArtifact,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { parseTag } from '../tag.ts'
import { parseWorkflowRef } from '../workflow.ts'
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
    tags: input.list('tags', parseTag),
    evidence: input.withDefault('evidence', [], parseEvidence),
    artifactPrefix: input.withDefault('artifact-prefix', 'promo-digest', parseArtifactName),
    workflowRef: input.optional('workflow-ref', parseWorkflowRef),
    workflowSha: input.optional('workflow-sha', parseCommit),
    registry: registryInput(input),
    from: fromArtifactInput(input),
  })
}
