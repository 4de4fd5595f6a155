import { connectRegistries, connectSigner, connectTrust } from '@promo/connections'
import { attestSboms } from '@promo/line'
import { attestationSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { attestationOutputs } from '../evidence-rows.ts'
import type { AttestSbomActionRequest } from './inputs.ts'
import { openSboms } from './sboms.ts'

export async function run(request: AttestSbomActionRequest, runner: Runner): Promise<void> {
  const registry = connectRegistries(runner, request.registry)
  const ports = {
    signer: connectSigner(runner, request.sigstore),
    warn: (message: string) => runner.log.warning(message),
    registry,
    trust: await connectTrust(runner, request.sigstore),
    ...(request.evidenceRepository === undefined ? {} : { evidenceRepository: request.evidenceRepository }),
  }
  const sboms = await openSboms(request, runner, registry)
  const attestations = attestationOutputs(await attestSboms(request, sboms.source, ports))
  runner.outputs({ attestations, ...sboms.outputs() })
  await runner.summary(attestationSummary(attestations))
}
