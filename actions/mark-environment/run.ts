import { connectForge, connectRegistries, connectSigner, connectTrust } from '@promo/connections'
import { systemClock } from '@promo/core'
import type { Forge } from '@promo/forge'
import { markImages } from '@promo/promotion'
import { markSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import type { MarkEnvironmentRequest } from './inputs.ts'
import { markedImages } from './marked-images.ts'

export async function run(request: MarkEnvironmentRequest, runner: Runner): Promise<void> {
  const { environment, evidenceFormats: formats, evidenceRepository } = request
  const forge = (): Promise<Forge> =>
    connectForge(runner, request.forge, runner.context.repository.fullName, { contents: 'read' })
  const images = await markedImages(request, forge, runner)
  const ports = {
    signer: connectSigner(runner, request.sigstore),
    warn: (message: string) => runner.log.warning(message),
    registry: connectRegistries(runner, request.registry),
    trust: await connectTrust(runner, request.sigstore),
    ...(evidenceRepository === undefined ? {} : { evidenceRepository }),
  }
  const marks = await markImages({ ...request, images, formats, at: systemClock.now() }, ports)
  runner.outputs({ marks: marks.map((mark) => ({ ...mark })), 'environment-oid': environment })
  await runner.summary(markSummary(marks))
}
