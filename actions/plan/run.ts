import { sourceOf } from '@promo/connections'
import { readConfig } from '@promo/core'
import { expectedLegs, firstEnvironments, makePlan, matrixOf, shardOf } from '@promo/line'
import { planSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import type { PlanActionRequest } from './inputs.ts'

export async function run(request: PlanActionRequest, runner: Runner): Promise<void> {
  const config = readConfig(request.config)
  const shard = shardOf(request.shard, request.shards)
  const plan = makePlan({
    config,
    source: sourceOf(runner),
    sequence: request.sequence,
    maxLegs: request.maxLegs,
    ...(shard === undefined ? {} : { shard }),
  })
  const first = firstEnvironments(config)
  runner.outputs({
    plan,
    matrix: matrixOf(plan),
    expected: expectedLegs(plan),
    environments: plan.environments,
    'push-environment': first.push ?? '',
    'pull-request-environment': first.pullRequest ?? '',
  })
  await runner.summary(planSummary(plan))
}
