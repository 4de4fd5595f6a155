import { connectEvidence } from '@promo/connections'
import { attestSboms } from '@promo/line'
import { attestationSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { attestationOutputs } from '../evidence-rows.ts'
import type { AttestSbomActionRequest } from './inputs.ts'
import { openSboms } from './sboms.ts'

export async function run(request: AttestSbomActionRequest, runner: Runner): Promise<void> {
  const ports = await connectEvidence(runner, request)
  const sboms = await openSboms(request, runner, ports.registry)
  const attestations = attestationOutputs(await attestSboms(request, sboms.source, ports))
  runner.outputs({ attestations, ...sboms.outputs() })
  await runner.summary(attestationSummary(attestations))
}
