import { notBuilt, optionalForgeInput, type ForgeAccess } from '@promo/connections'
import { parseEnvironmentName, parseRepositoryName, type EnvironmentName, type RepositoryName } from '@promo/core'
import { parseBranch, parsePath, parseRepositoryPath, parseText, type InputReader } from '@promo/runner'
import { promotedInput, type PromotedInput } from '../promoted-input.ts'

export const outputNames = ['changed', 'updates', 'diff', 'commit-sha', 'attempts'] as const

export interface BumpOverlayRequest {
  readonly overlay: string | undefined
  readonly environment: EnvironmentName | undefined
  readonly config: string
  readonly promoted: PromotedInput | undefined
  readonly createMissing: boolean
  readonly tagComment: boolean
  readonly commit: 'none' | 'push'
  readonly branch: string | undefined
  readonly message: string | undefined
  readonly skipCi: boolean
  readonly repository: RepositoryName | undefined
  readonly forge: ForgeAccess | undefined
}

export function readRequest(input: InputReader): BumpOverlayRequest {
  return input.request({
    overlay: input.optional('overlay', parsePath),
    environment: input.optional('environment', parseEnvironmentName),
    config: input.withDefault('config', 'promo.yaml', parseRepositoryPath),
    promoted: promotedInput(input),
    createMissing: input.flag('create-missing', false),
    tagComment: input.flag('tag-comment', true),
    commit: input.choice('commit', ['none', 'push'], 'none'),
    branch: input.optional('branch', parseBranch),
    message: input.optional('message', parseText),
    skipCi: input.flag('skip-ci', false),
    repository: input.optional('repository', parseRepositoryName),
    forge: optionalForgeInput(input),
    format: input.choice('format', ['auto', 'kustomize'], 'auto'),
    helmMap: notBuilt(input, 'helm-map'),
    changelog: notBuilt(input, 'changelog'),
    renderCheck: notBuilt(input, 'render-check', 'true'),
    allowDowngrade: notBuilt(input, 'allow-downgrade', 'false'),
  })
}
