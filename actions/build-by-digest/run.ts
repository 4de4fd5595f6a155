import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuilderPorts } from '@promo/builders'
import { connectRegistries } from '@promo/connections'
import { buildDocument, systemClock } from '@promo/core'
import { BUILD_FILE, recordBuild } from '@promo/line'
import { runProgram } from '@promo/process'
import { buildSummary } from '@promo/report'
import type { Runner } from '@promo/runner'
import { buildWith } from './build-with.ts'
import type { BuildByDigestRequest } from './inputs.ts'
import { buildTarget } from './target.ts'

export async function run(request: BuildByDigestRequest, runner: Runner): Promise<void> {
  const ports: BuilderPorts = {
    registry: connectRegistries(runner, request.registry),
    run: runProgram,
    environment: process.env,
    log: (line) => runner.log.info(line),
  }
  const { leg, image } = request
  const directory = await mkdtemp(join(runner.context.temp, 'promo-build-'))
  const to = buildTarget(request, { workspace: runner.context.workspace, directory })
  const build = await recordBuild({ leg, image, clock: systemClock }, () => buildWith(request, to, runner, ports))
  const record = join(directory, BUILD_FILE)
  await writeFile(record, buildDocument.write(build))
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  runner.outputs({
    digest: build.image.digest,
    image: to.kind === 'registry' ? `${to.image}@${build.image.digest}` : '',
    'media-type': build.image.mediaType,
    platforms: Object.fromEntries(build.platforms.map(({ platform, digest }) => [platform, digest])),
    record,
    reproduced: build.reproduced ?? '',
    'layout-path': to.kind === 'layout' ? to.directory : '',
    'artifact-digest': uploaded?.digest ?? '',
  })
  await runner.summary(buildSummary(build))
}
