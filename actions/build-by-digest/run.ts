import { mkdtemp, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { buildLayout, buildWithBuildx, type BuilderPorts, type BuildTarget, type Built } from '@promo/builders'
import { connectRegistries } from '@promo/connections'
import { buildDocument, systemClock } from '@promo/core'
import { BUILD_FILE, recordBuild } from '@promo/line'
import { runProgram } from '@promo/process'
import { buildSummary } from '@promo/report'
import { workspacePath, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { BuildByDigestRequest } from './inputs.ts'
import { withoutCache } from './no-cache.ts'
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

async function buildWith(
  request: BuildByDigestRequest,
  to: BuildTarget,
  runner: Runner,
  ports: BuilderPorts,
): Promise<Built> {
  const { workspace, ref, temp } = runner.context
  const { platforms, command, layout } = request
  const context = workspacePath(request.context, workspace)
  const common = { to, context, platforms, signal: runner.signal }
  if (request.builder === 'layout') {
    if (layout === undefined) throw actionError('layout-missing', {}, '`builder: layout` needs `layout`')
    return buildLayout({ ...common, command, layout: resolve(workspace, layout) }, ports)
  }
  const { file, target, buildArgs, buildContexts, secrets, labels, annotations, cacheFrom, cacheTo } = request
  const scratch = await mkdtemp(join(temp, 'promo-buildx-'))
  const isPublic = runner.context.repository.visibility === 'public'
  return buildWithBuildx(
    {
      ...common,
      ...(file === undefined ? {} : { file: resolve(context, file) }),
      ...(target === undefined ? {} : { target }),
      buildArgs,
      buildContexts,
      secrets,
      labels,
      annotations,
      cacheFrom,
      cacheTo,
      noCache: withoutCache(request.noCache, ref),
      provenance: request.provenance ?? (isPublic ? 'max' : 'min'),
      metadataFile: join(scratch, 'metadata.json'),
      layoutFile: join(scratch, 'layout.tar'),
    },
    ports,
  )
}
