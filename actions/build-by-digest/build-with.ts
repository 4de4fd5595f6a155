import { mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  buildLayout,
  buildWithBuildah,
  buildWithBuildx,
  type BuilderPorts,
  type BuildRequest,
  type BuildTarget,
  type Built,
  type ImageBuildRequest,
} from '@promo/builders'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { contextDirectory, dockerfilePath } from './build-paths.ts'
import { commitTime } from './commit-time.ts'
import { sourceFacts, withoutGiven } from './image-facts.ts'
import type { BuildByDigestRequest } from './inputs.ts'
import { withoutCache } from './no-cache.ts'
import { withSecrets } from './secret-files.ts'

/** Builds with the builder that was asked for. */
export async function buildWith(
  request: BuildByDigestRequest,
  to: BuildTarget,
  runner: Runner,
  ports: BuilderPorts,
): Promise<Built> {
  const { workspace, temp } = runner.context
  const context = await contextDirectory(request.context, workspace)
  const common: BuildRequest = { to, context, platforms: request.platforms, signal: runner.signal }
  if (request.builder === 'layout') {
    if (request.layout === undefined) throw actionError('layout-missing', {}, '`builder: layout` needs `layout`')
    return buildLayout({ ...common, command: request.command, layout: resolve(workspace, request.layout) }, ports)
  }
  const scratch = await mkdtemp(join(temp, 'promo-build-'))
  const place = { workspace, scratch, environment: ports.environment, mask: (value: string) => runner.mask(value) }
  const file = request.file === undefined ? undefined : await dockerfilePath(request.file, context, workspace)
  const commit = await commitTime(workspace, runner.context.sha, ports.run)
  return withSecrets(request.secrets, place, (secrets) => {
    const found = file === undefined ? {} : { file }
    const image = { ...common, ...imageRequest(request, runner, commit), ...found, workspace, secrets }
    if (request.builder === 'buildah') return buildWithBuildah({ ...image, scratch }, ports)
    const files = { metadataFile: join(scratch, 'metadata.json'), layoutFile: join(scratch, 'image.tar') }
    return buildWithBuildx({ ...image, ...files }, ports)
  })
}

type ImageOptions = Omit<ImageBuildRequest, keyof BuildRequest | 'secrets' | 'workspace' | 'file'>

function imageRequest(request: BuildByDigestRequest, runner: Runner, commit: number | undefined): ImageOptions {
  const { context } = runner
  const { buildArgs, buildContexts, ssh, allow, addHosts, ulimits, cacheFrom, cacheTo, annotations } = request
  const { serverUrl, repository, sha } = context
  const facts = sourceFacts({ serverUrl, repository: repository.fullName, sha, commitTime: commit })
  return {
    ...optionalParts(request),
    ...{ buildArgs, buildContexts, ssh, allow, addHosts, ulimits, cacheFrom, cacheTo, annotations },
    labels: [...withoutGiven(facts, request.labels), ...request.labels],
    facts: withoutGiven(facts, annotations),
    noCache: withoutCache(request.noCache, context.ref),
    provenance: request.provenance ?? (repository.visibility === 'public' ? 'max' : 'min'),
    provenanceIsDefault: request.provenance === undefined,
    rewriteTimestamp: request.reproducible,
    ...(commit === undefined ? {} : { sourceDate: commit }),
  }
}

function optionalParts({
  target,
  network,
  shmSize,
}: BuildByDigestRequest): Pick<ImageOptions, 'target' | 'network' | 'shmSize'> {
  return {
    ...(target === undefined ? {} : { target }),
    ...(network === undefined ? {} : { network }),
    ...(shmSize === undefined ? {} : { shmSize }),
  }
}
