import { forgeInput, notBuilt, type ForgeAccess } from '@promo/connections'
import { parseEnvironmentName, parseRepositoryName, type EnvironmentName, type RepositoryName } from '@promo/core'
import { parseBranch, parseRepositoryPath, type InputReader } from '@promo/runner'
import { promotedInput, type PromotedInput } from '../promoted-input.ts'
import { parseLabel, parseReviewer } from './people.ts'

export const outputNames = ['number', 'url', 'branch', 'head-sha', 'action'] as const

export interface OpenPromotionRequest {
  readonly environment: EnvironmentName
  readonly promoted: PromotedInput | undefined
  /** Environment to copy from. */
  readonly from: EnvironmentName | undefined
  readonly config: string
  readonly repository: RepositoryName | undefined
  readonly base: string | undefined
  readonly draft: boolean
  readonly labels: readonly string[]
  readonly reviewers: readonly string[]
  readonly dryRun: boolean
  readonly forge: ForgeAccess
}

export function readRequest(input: InputReader): OpenPromotionRequest {
  return input.request({
    environment: input.required('environment', parseEnvironmentName),
    promoted: promotedInput(input),
    from: input.optional('from', parseEnvironmentName),
    config: input.withDefault('config', 'promo.yaml', parseRepositoryPath),
    repository: input.optional('repository', parseRepositoryName),
    base: input.optional('base', parseBranch),
    draft: input.flag('draft', false),
    labels: input.list('labels', parseLabel),
    reviewers: input.list('reviewers', parseReviewer),
    dryRun: input.flag('dry-run', false),
    forge: forgeInput(input),
    strategy: notBuilt(input, 'strategy', 'per-environment'),
    supersede: notBuilt(input, 'supersede', 'true'),
    autoMerge: notBuilt(input, 'auto-merge', 'false'),
  })
}
