import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectRegistries, connectTrust, downloadLegs, runOf, sourceOf } from '@promo/connections'
import { digestOf, releaseDocument, systemClock, type Release } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { collectRelease, RELEASE_FILE, type CollectPorts } from '@promo/line'
import { releaseSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import type { CollectDigestsRequest } from './inputs.ts'

export async function run(request: CollectDigestsRequest, runner: Runner): Promise<void> {
  const { expected, verify, requirePlatforms } = request
  const signer = { workflow: request.signer, commit: request.signerCommit, serverUrl: runner.context.serverUrl }
  const artifacts = await downloadLegs(request.artifactPrefix, expected, runner)
  const source = sourceOf(runner)
  const release = await collectRelease(
    { expected, artifacts, source, run: runOf(runner), signer, verify, requirePlatforms },
    await portsFor(request, runner),
  )
  runner.outputs(await writeRelease(release, request, runner))
  await runner.summary(releaseSummary(release))
}

async function portsFor(request: CollectDigestsRequest, runner: Runner): Promise<CollectPorts> {
  const registry = connectRegistries(runner, request.registry)
  if (request.verify !== 'certificate') {
    return {
      registry,
      clock: systemClock,
      evidence: (image) => Promise.resolve({ image, valid: [], keyed: [], invalid: [], foreign: [], referrers: 0 }),
    }
  }
  const trust = await connectTrust(runner, request)
  return { registry, clock: systemClock, evidence: (image) => collectEvidence(image, { registry, trust }) }
}

async function writeRelease(
  release: Release,
  request: CollectDigestsRequest,
  runner: Runner,
): Promise<Parameters<Runner['outputs']>[0]> {
  const directory = await mkdtemp(join(runner.context.temp, 'promo-release-'))
  const path = join(directory, RELEASE_FILE)
  const text = releaseDocument.write(release)
  await writeFile(path, text)
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  return {
    release: path,
    images: Object.fromEntries(release.images.map(({ leg, name, digest }) => [leg, `${name}@${digest}`])),
    count: release.images.length,
    'release-digest': digestOf(text),
    'artifact-digest': uploaded?.digest ?? '',
  }
}
