import { readFile } from 'node:fs/promises'
import { expectSuccess, lastWords, type Command, type Finished } from '@promo/process'
import type { BuilderPorts, Built } from './builder.ts'
import { buildxArguments, type BuildxRequest } from './buildx-arguments.ts'
import { readBuildxDigest } from './buildx-metadata.ts'
import { commandEnvironment } from './command-environment.ts'
import { builderError } from './errors.ts'
import { builtPlatforms } from './platforms.ts'

const BUILD_TIMEOUT_MS = 2 * 60 * 60_000

/**
 * Builds with `docker buildx build`, pushing by digest. The digest is the builder's and the registry's, equal or refused.
 * Throws `build-failed`, `builder-metadata-invalid`, `build-digest-differs`, `build-platforms-differ`.
 */
export async function buildWithBuildx(request: BuildxRequest, ports: BuilderPorts): Promise<Built> {
  const finished = await docker(request, ports, buildxArguments(request))
  ports.log(lastWords(finished.stderr))
  try {
    expectSuccess(finished, 'docker buildx build')
  } catch (cause) {
    throw builderError(
      'build-failed',
      { code: finished.code },
      `docker buildx build ended with ${String(finished.code)}`,
      { cause },
    )
  }
  const digest = readBuildxDigest(await readFile(request.metadataFile))
  await ports.registry.waitFor(request.image, digest)
  const stored = await ports.registry.manifest(request.image, digest)
  if (stored.digest !== digest) {
    throw builderError(
      'build-digest-differs',
      { builder: digest, registry: stored.digest },
      `buildx pushed ${digest}, the registry holds ${stored.digest}`,
    )
  }
  return {
    digest,
    mediaType: stored.mediaType,
    size: stored.bytes.byteLength,
    platforms: await builtPlatforms(ports.registry, request.image, digest, request.platforms),
    builder: { name: 'buildx', version: await version(request, ports) },
    cache: request.noCache || request.cacheFrom.length === 0 ? 'none' : 'shared',
    materials: [],
    materialsComplete: false,
  }
}

async function version(request: BuildxRequest, ports: BuilderPorts): Promise<string> {
  const finished = await docker(request, ports, ['buildx', 'version'])
  return /\bv?(\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(finished.stdout))?.[1] ?? 'unknown'
}

function docker(request: BuildxRequest, ports: BuilderPorts, args: readonly string[]): Promise<Finished> {
  const command: Command = {
    program: 'docker',
    args,
    cwd: request.context,
    env: commandEnvironment(ports.environment),
    timeoutMs: BUILD_TIMEOUT_MS,
  }
  return ports.run(request.signal === undefined ? command : { ...command, signal: request.signal })
}
