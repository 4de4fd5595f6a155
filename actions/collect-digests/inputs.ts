import { parseCommit, parseLegName, type CommitSha, type LegName } from '@promo/core'
import { artifactInput, registryInput, type InputReader, type RegistryAccess } from '@promo/runner'

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
    expected: input.all('expected', { legs: input.list('expected', parseLegName) }, ({ legs }) => legs),
    artifactPrefix: input.withDefault('artifact-prefix', 'promo-digest', (text) => text),
    requirePlatforms: input.list('require-platforms', (text) => text),
    verify: input.choice('verify', ['certificate', 'registry', 'none'], 'certificate'),
    signer: input.withDefault('signer', 'org/promo/.github/workflows/leg.yml', (text) => text),
    signerCommit: input.required('signer-commit', parseCommit),
    trustedRoot: input.document('trusted-root'),
    registry: registryInput(input),
    artifact: artifactInput(input),
  })
}
