import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuilderPorts } from '@promo/builders'
import { connectRegistries } from '@promo/connections'
import { buildDocument, reproductionDocument, systemClock, type Reproduction } from '@promo/core'
import { BUILD_FILE, recordBuild, REPRODUCTION_FILE } from '@promo/line'
import { runProgram } from '@promo/process'
import type { RegistryClient } from '@promo/registry'
import { buildSummary, reproductionWarning } from '@promo/report'
import type { Runner } from '@promo/runner'
import { buildWith } from './build-with.ts'
import { assertOptionsUsed } from './builder-options.ts'
import type { BuildByDigestRequest } from './inputs.ts'
import { prepareRebuild, type BuildAgain } from './rebuild.ts'
import { reusedBuild } from './reuse.ts'
import { buildTarget } from './target.ts'

export async function run(request: BuildByDigestRequest, runner: Runner): Promise<void> {
  assertOptionsUsed(request)
  const registry = connectRegistries(runner, request.registry)
  const { leg, image } = request
  const { workspace, temp } = runner.context
  const directory = await mkdtemp(join(temp, 'promo-build-'))
  const to = buildTarget(request, { workspace, directory })
  const buildAgain: BuildAgain = (again, target, seen) =>
    buildWith(again, target, runner, portsFor(registry, runner, seen))
  const rebuild = await prepareRebuild(request, runner, registry)
  const first =
    (await reusedBuild(request, to, runner, registry)) ??
    (await recordBuild({ leg, image, clock: systemClock }, () => buildAgain(request, to, workspace)))
  const reproduction = await rebuild?.(first, to, buildAgain)
  const build = reproduction === undefined ? first : { ...first, reproduced: reproduction.reproduced }
  const record = join(directory, BUILD_FILE)
  await writeFile(record, buildDocument.write(build))
  const compared = await reportReproduction(reproduction, directory, runner)
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  runner.outputs({
    digest: build.image.digest,
    image: to.kind === 'registry' ? `${to.image}@${build.image.digest}` : '',
    'media-type': build.image.mediaType,
    platforms: Object.fromEntries(build.platforms.map(({ platform, digest }) => [platform, digest])),
    record,
    reproduced: build.reproduced ?? '',
    reproduction: compared,
    'layout-path': to.kind === 'layout' ? to.directory : '',
    'artifact-digest': uploaded?.digest ?? '',
  })
  await runner.summary(buildSummary(build, reproduction))
}

function portsFor(registry: RegistryClient, runner: Runner, workspace: string): BuilderPorts {
  const environment = { ...process.env, GITHUB_WORKSPACE: workspace }
  return { registry, run: runProgram, environment, log: (line) => runner.log.info(line) }
}

/** Writes the comparison beside the record and warns of a difference, which fails nothing. Gives its path, empty without one. */
async function reportReproduction(
  reproduction: Reproduction | undefined,
  directory: string,
  runner: Runner,
): Promise<string> {
  if (reproduction === undefined) return ''
  const path = join(directory, REPRODUCTION_FILE)
  await writeFile(path, reproductionDocument.write(reproduction))
  if (!reproduction.reproduced) runner.annotate('warning', reproductionWarning(reproduction))
  return path
}
