import type { Config, Plan, PlanLeg } from '@promo/core'
import { environmentOrder } from '@promo/core'
import { lineError } from './errors.ts'

/** The value for `strategy.matrix`: one combination for each leg. */
export function matrixOf(plan: Plan): { readonly include: readonly { readonly leg: PlanLeg }[] } {
  return { include: plan.legs.map((leg) => ({ leg })) }
}

/** The legs that must each leave one digest. */
export function expectedLegs(plan: Plan): readonly string[] {
  return plan.legs.map(({ leg }) => leg)
}

/** Where a release goes first: the environment promo commits to, and the first one behind it that takes a pull request. */
export function firstEnvironments(config: Config): {
  readonly push: string | undefined
  readonly pullRequest: string | undefined
} {
  const order = environmentOrder(config)
  const environment = (name: string): Config['environments'][keyof Config['environments']] | undefined =>
    config.environments[name as keyof Config['environments']]
  const push = order.find((name) => environment(name)?.promote === 'push' && environment(name)?.after.length === 0)
  const takesPullRequest = (name: string): boolean => (environment(name)?.promote ?? 'pull-request') === 'pull-request'
  const pullRequest = order.find(
    (name) => takesPullRequest(name) && (environment(name)?.after ?? []).every((before) => before === push),
  )
  return { push, pullRequest }
}

/** Shard `shard` of `shards`, counted from 1 as matrices do, or none; throws `shard-invalid`. */
export function shardOf(
  shard: number | undefined,
  shards: number | undefined,
): { readonly index: number; readonly count: number } | undefined {
  if (shard === undefined && shards === undefined) return undefined
  if (shard !== undefined && shards !== undefined && shard >= 1 && shard <= shards)
    return { index: shard - 1, count: shards }
  throw lineError('shard-invalid', { shard, shards }, '`shard` must lie between 1 and `shards`')
}
