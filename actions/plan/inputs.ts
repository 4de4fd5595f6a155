import { configInput, notBuilt } from '@promo/connections'
import { SEQUENCES, type Sequence } from '@promo/core'
import { parseCount, type InputReader } from '@promo/runner'

export const outputNames = [
  'plan',
  'matrix',
  'expected',
  'environments',
  'push-environment',
  'pull-request-environment',
] as const

export interface PlanActionRequest {
  /** Text of promo.yaml. */
  readonly config: string
  readonly sequence: Sequence
  readonly maxLegs: number
  /** From 1, as matrices count. */
  readonly shard: number | undefined
  readonly shards: number | undefined
}

export function readRequest(input: InputReader): PlanActionRequest {
  return input.request({
    config: configInput(input),
    sequence: input.choice('sequence', SEQUENCES, 'push-then-scan'),
    changedSince: notBuilt(input, 'changed-since'),
    maxLegs: input.withDefault('max-legs', 256, parseCount),
    shard: input.optional('shard', parseCount),
    shards: input.optional('shards', parseCount),
  })
}
