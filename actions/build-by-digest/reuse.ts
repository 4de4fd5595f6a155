import { connectTrust, sourceOf } from '@promo/connections'
import type { BuildTarget } from '@promo/builders'
import type { Build } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { findSealed, reuseBuild, type Reuse, type ReusePorts } from '@promo/line'
import type { RegistryClient } from '@promo/registry'
import type { Runner } from '@promo/runner'
import type { BuildByDigestRequest } from './inputs.ts'
import { withoutCache } from './no-cache.ts'
import type { ReuseOptions } from './reuse-inputs.ts'

/**
 * The record of a digest that was sealed for this commit, leg and inputs, its bytes put where a build would leave them;
 * undefined when it has to be built.
 */
export async function reusedBuild(
  request: BuildByDigestRequest,
  to: BuildTarget,
  runner: Runner,
  registry: RegistryClient,
): Promise<Build | undefined> {
  const { reuse, leg } = request
  if (reuse === undefined) return undefined
  const { sealed, why } = await lookFor(request, reuse, runner, registry)
  if (sealed === undefined) {
    runner.log.info(`Building: ${why}`)
    return undefined
  }
  runner.log.notice(`Not built again: ${sealed.image.digest} was sealed for this commit and these inputs already`)
  return reuseBuild({ leg, sealed, to }, { registry })
}

function lookFor(
  { leg, image, noCache }: BuildByDigestRequest,
  { parameters, signer, signerCommit, trustedRoot }: ReuseOptions,
  runner: Runner,
  registry: RegistryClient,
): Promise<Reuse> {
  const source = sourceOf(runner)
  const evidence: ReusePorts['evidence'] = async (sealed) =>
    collectEvidence(sealed, { registry, trust: await connectTrust(runner, { trustedRoot }) })
  const request = {
    leg,
    image,
    tag: `sha-${source.sha}`,
    source,
    trigger: runner.context.eventName,
    signer: { workflow: signer, commit: signerCommit, serverUrl: runner.context.serverUrl },
    inputs: parameters,
    withoutCache: withoutCache(noCache, source.ref),
  }
  return findSealed(request, { registry, evidence })
}
