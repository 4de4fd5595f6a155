import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectRegistries, fetchArtifact, runOf, sourceOf } from '@promo/connections'
import { legDocument, systemClock, type PinnedImage } from '@promo/core'
import { LEG_FILE, readScanFile, recordLeg, type RecordRequest } from '@promo/line'
import { legSummary } from '@promo/report'
import { attemptName, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { RecordDigestRequest } from './inputs.ts'

export async function run(request: RecordDigestRequest, runner: Runner): Promise<void> {
  const [image, ...others] = request.images
  if (image === undefined || others.length > 0)
    throw actionError('leg-not-single', { images: request.images.length }, 'a leg has exactly one image')
  const ports = { registry: connectRegistries(runner, request.registry), clock: systemClock }
  const leg = await recordLeg(await recordRequest(image, request, runner), ports)
  const directory = await mkdtemp(join(runner.context.temp, 'promo-leg-'))
  const document = join(directory, LEG_FILE)
  await writeFile(document, legDocument.write(leg))
  const name = attemptName(request.artifactPrefix, request.leg, runner.context.runAttempt)
  await runner.artifacts.upload(name, directory)
  runner.outputs({ 'leg-document': document, 'artifact-name': name })
  await runner.summary(legSummary(leg))
}

async function recordRequest(image: PinnedImage, request: RecordDigestRequest, runner: Runner): Promise<RecordRequest> {
  const { leg, tags, evidence, workflowRef, workflowSha, from } = request
  const workflow =
    workflowRef === undefined || workflowSha === undefined ? undefined : { ref: workflowRef, sha: workflowSha }
  const scan = from === undefined ? undefined : await readScanFile(await fetchArtifact(runner, from), image)
  return { leg, image, tags, evidence, source: sourceOf(runner), run: runOf(runner, workflow), scan }
}
