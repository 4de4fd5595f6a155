import { formatPlatform, parseCommit, parseLegName, parsePlatform, type CommitSha, type LegName } from '@promo/core'
import {
  artifactInput,
  parseArtifactName,
  registryInput,
  type Field,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { actionError } from '../errors.ts'
import { parseWorkflow } from '../workflow.ts'

export const outputNames = ['release', 'images', 'count', 'release-digest', 'artifact-digest'] as const

export interface CollectDigestsRequest {
  readonly expected: readonly LegName[]
  readonly artifactPrefix: string
  readonly requirePlatforms: readonly string[]
  readonly verify: 'certificate' | 'registry' | 'none'
  /** `owner/repo/.github/workflows/file.yml` */
  readonly signer: string
  readonly signerCommit: CommitSha
  readonly trustedRoot: string | undefined
  readonly registry: RegistryAccess
  readonly artifact: string | undefined
}

export function readRequest(input: InputReader): CollectDigestsRequest {
  return input.request({
    expected: expectedInput(input),
    artifactPrefix: input.withDefault('artifact-prefix', 'promo-digest', parseArtifactName),
    requirePlatforms: input.list('require-platforms', (text) => formatPlatform(parsePlatform(text))),
    verify: input.choice('verify', ['certificate', 'registry', 'none'], 'certificate'),
    signer: input.withDefault('signer', 'org/promo/.github/workflows/leg.yml', parseWorkflow),
    signerCommit: input.required('signer-commit', parseCommit),
    trustedRoot: input.document('trusted-root'),
    registry: registryInput(input),
    artifact: artifactInput(input),
  })
}

/** An empty or doubled list would collect less than the plan built: it is never a wish. */
function expectedInput(input: InputReader): Field<readonly LegName[]> {
  return input.all('expected', { legs: input.list('expected', parseLegName) }, ({ legs }) => {
    if (legs.length === 0) throw actionError('expected-empty', {}, 'no leg is expected')
    const twice = legs.find((leg, index) => legs.indexOf(leg) !== index)
    if (twice === undefined) return legs
    throw actionError('expected-twice', { leg: twice }, `leg ${twice} is expected twice`)
  })
}
