import { forgeInput, notBuilt, type ForgeAccess } from '@promo/connections'
import { parseEnvironmentName, parseRepositoryName, type EnvironmentName, type RepositoryName } from '@promo/core'
import { parseBranch, parseRepositoryPath, type Field, type InputReader } from '@promo/runner'
import { actionError } from '../errors.ts'
import { promotedInput, type PromotedInput } from '../promoted-input.ts'
import { parseLabel, parseReviewer } from './people.ts'

export const outputNames = ['number', 'url', 'branch', 'head-sha', 'action', 'pull-requests'] as const

/** Where to promote to: an environment, or with `from` alone every one directly after it that takes pull requests. */
export type PromotionTarget =
  | { readonly kind: 'environment'; readonly environment: EnvironmentName }
  | { readonly kind: 'after'; readonly from: EnvironmentName }

export interface OpenPromotionRequest {
  readonly target: PromotionTarget
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
    target: targetInput(input),
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

function targetInput(input: InputReader): Field<PromotionTarget> {
  const fields = {
    environment: input.optional('environment', parseEnvironmentName),
    from: input.optional('from', parseEnvironmentName),
  }
  return input.all<typeof fields, PromotionTarget>('environment', fields, ({ environment, from }) => {
    if (environment !== undefined) return { kind: 'environment', environment }
    if (from !== undefined) return { kind: 'after', from }
    throw actionError('environment-missing', {}, 'neither `environment` nor `from` is given')
  })
}
