import { forgeInput, notBuilt, type ForgeAccess } from '@promo/connections'
import { parseEnvironmentName, type EnvironmentName, type ImageName, type Milliseconds } from '@promo/core'
import { parseObserved, type ObservedImage } from '@promo/promotion'
import {
  durationInput,
  evidenceFormatsInput,
  evidenceRepositoryInput,
  parseLine,
  parseRepositoryPath,
  registryInput,
  sigstoreInput,
  type EvidenceFormat,
  type InputReader,
  type RegistryAccess,
  type SigstoreAccess,
} from '@promo/runner'
import { promotedInput, type PromotedInput } from '../promoted-input.ts'
import { parseTime } from '../time.ts'
import { parseHttpsUrl } from './https-url.ts'
import { parseProperty } from './property.ts'

export const outputNames = ['marks', 'environment-oid'] as const

export interface MarkEnvironmentRequest {
  readonly environment: EnvironmentName
  /** Undefined: what the overlay holds. */
  readonly marked: PromotedInput | undefined
  /** Undefined: the one that promo.yaml gives the environment. */
  readonly overlay: string | undefined
  readonly config: string
  readonly properties: readonly string[]
  readonly observed: readonly ObservedImage[]
  readonly observedSince: Date | undefined
  readonly evidenceUrl: string | undefined
  readonly validFor: Milliseconds
  readonly revoke: boolean
  readonly reason: string | undefined
  readonly evidenceFormats: readonly EvidenceFormat[]
  readonly evidenceRepository: ImageName | undefined
  readonly sigstore: SigstoreAccess
  readonly registry: RegistryAccess
  readonly forge: ForgeAccess
}

export function readRequest(input: InputReader): MarkEnvironmentRequest {
  return input.request({
    environment: input.required('environment', parseEnvironmentName),
    marked: promotedInput(input),
    overlay: input.optional('overlay', parseRepositoryPath),
    config: input.withDefault('config', 'promo.yaml', parseRepositoryPath),
    properties: input.list('properties', parseProperty),
    observed: input.list('observed', parseObserved),
    observedSince: input.optional('observed-since', parseTime),
    evidenceUrl: input.optional('evidence-url', parseHttpsUrl),
    validFor: durationInput(input, 'valid-for', '30d'),
    revoke: input.flag('revoke', false),
    reason: input.optional('reason', parseLine),
    evidenceFormats: evidenceFormatsInput(input),
    evidenceRepository: evidenceRepositoryInput(input),
    sigstore: sigstoreInput(input),
    registry: registryInput(input),
    forge: forgeInput(input),
    deploymentRecord: notBuilt(input, 'deployment-record', 'false'),
  })
}
