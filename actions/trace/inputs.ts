import { forgeInput, type ForgeAccess } from '@promo/connections'
import { parseRepositoryName, type RepositoryName } from '@promo/core'
import { parseSubject, type Subject } from '@promo/ledger'
import { artifactInput, parseRepositoryPath, registryInput, type InputReader, type RegistryAccess } from '@promo/runner'

export const outputNames = ['chain', 'complete', 'broken', 'artifact-digest'] as const

export interface TraceActionRequest {
  readonly subject: { readonly text: string; readonly parsed: Subject }
  readonly config: string
  readonly repository: RepositoryName | undefined
  readonly offline: boolean
  readonly trustedRoot: string | undefined
  readonly forge: ForgeAccess
  readonly registry: RegistryAccess
  readonly artifact: string | undefined
}

export function readRequest(input: InputReader): TraceActionRequest {
  return input.request({
    subject: input.required('subject', (text) => ({ text, parsed: parseSubject(text) })),
    config: input.withDefault('config', 'promo.yaml', parseRepositoryPath),
    repository: input.optional('repository', parseRepositoryName),
    offline: input.flag('offline', false),
    trustedRoot: input.document('trusted-root'),
    forge: forgeInput(input),
    registry: registryInput(input),
    artifact: artifactInput(input),
  })
}
