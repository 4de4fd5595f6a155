import { forgeInput, type ForgeAccess } from '@promo/connections'
import {
  parseEnvironmentName,
  parsePinnedImage,
  type EnvironmentName,
  type ImageName,
  type PinnedImage,
} from '@promo/core'
import {
  artifactInput,
  evidenceRepositoryInput,
  parseLine,
  parseRepositoryPath,
  registryInput,
  sigstoreInput,
  type InputReader,
  type RegistryAccess,
  type SigstoreAccess,
} from '@promo/runner'
import { parseTime } from '../time.ts'

export const outputNames = [
  'verdict',
  'enforcement',
  'failed-rules',
  'exceptions-used',
  'expires-at',
  'vsa-digest',
  'artifact-digest',
] as const

export interface VerifyEvidenceRequest {
  readonly images: readonly PinnedImage[]
  readonly overlay: string | undefined
  readonly environment: EnvironmentName | undefined
  readonly config: string
  readonly atTime: Date | undefined
  readonly checkName: string
  readonly evidenceRepository: ImageName | undefined
  readonly offline: boolean
  readonly sigstore: SigstoreAccess
  readonly forge: ForgeAccess
  readonly registry: RegistryAccess
  readonly artifact: string | undefined
  /** Obeyed for named images; on a pull request only the policy decides. */
  readonly mode: 'enforce' | 'warn'
  readonly attestVerdict: boolean
}

export function readRequest(input: InputReader): VerifyEvidenceRequest {
  return input.request({
    images: input.list('images', parsePinnedImage),
    overlay: input.optional('overlay', parseRepositoryPath),
    environment: input.optional('environment', parseEnvironmentName),
    config: input.withDefault('config', 'promo.yaml', parseRepositoryPath),
    atTime: input.optional('at-time', parseTime),
    checkName: input.withDefault('check-name', 'promo gate', parseLine),
    evidenceRepository: evidenceRepositoryInput(input),
    offline: input.flag('offline', false),
    sigstore: sigstoreInput(input),
    forge: forgeInput(input),
    registry: registryInput(input),
    artifact: artifactInput(input),
    mode: input.choice('mode', ['enforce', 'warn'], 'enforce'),
    attestVerdict: input.flag('attest-verdict', false),
  })
}
