import { parseImageName, type ImageName } from '@promo/core'
import {
  fromArtifactInput,
  registryInput,
  type Field,
  type FromArtifact,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { actionError } from '../errors.ts'
import { parseTag } from '../tag.ts'
import { parseSource, type CopySource } from './source.ts'

export const outputNames = ['digest', 'equal', 'platforms', 'copied'] as const

export interface CopyPair {
  readonly from: CopySource
  readonly to: ImageName
}

export interface CopyImageRequest {
  readonly pairs: readonly CopyPair[]
  readonly tags: readonly string[]
  readonly onTagConflict: 'fail' | 'keep'
  readonly evidence: boolean
  readonly trustedRoot: string | undefined
  readonly registry: RegistryAccess
  readonly from: FromArtifact | undefined
}

export function readRequest(input: InputReader): CopyImageRequest {
  return input.request({
    pairs: pairsInput(input),
    tags: input.list('tags', parseTag),
    onTagConflict: input.choice('on-tag-conflict', ['fail', 'keep'], 'fail'),
    evidence: input.flag('evidence', true),
    trustedRoot: input.document('trusted-root'),
    registry: registryInput(input),
    from: fromArtifactInput(input),
  })
}

function pairsInput(input: InputReader): Field<readonly CopyPair[]> {
  const fields = { from: input.list('from', parseSource), to: input.list('to', parseImageName) }
  return input.all('from', fields, ({ from, to }) => {
    if (from.length === 0 || from.length !== to.length) {
      throw actionError(
        'pairs-unequal',
        { from: from.length, to: to.length },
        `${String(from.length)} lines of \`from\`, ${String(to.length)} of \`to\``,
      )
    }
    return from.flatMap((source, index) => to.slice(index, index + 1).map((name) => ({ from: source, to: name })))
  })
}
