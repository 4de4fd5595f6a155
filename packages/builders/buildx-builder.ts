import { readFile } from 'node:fs/promises'
import type { Digest } from '@promo/core'
import { expectSuccess, lastWords, type Command, type Finished } from '@promo/process'
import { layoutImage, openLayout } from '@promo/registry'
import type { BuilderPorts, Built } from './builder.ts'
import { buildxArguments, type BuildxRequest } from './buildx-arguments.ts'
import { readBuildxDigest } from './buildx-metadata.ts'
import { commandEnvironment } from './command-environment.ts'
import { builderError } from './errors.ts'
import { assertSame, storedInLayout, storedInRegistry, type StoredImage } from './stored.ts'

const BUILD_TIMEOUT_MS = 2 * 60 * 60_000

/**
 * Builds with `docker buildx build`, pushing by digest or leaving a layout. The digest is the builder's and that of what is
 * stored, equal or refused.
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
  const digest = readBuildxDigest(await readMetadata(request.metadataFile))
  return {
    ...(await store(digest, request, ports)),
    builder: { name: 'buildx', version: await version(request, ports) },
    cache: request.noCache || request.cacheFrom.length === 0 ? 'none' : 'shared',
    materials: [],
    materialsComplete: false,
  }
}

async function readMetadata(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw builderError('builder-metadata-invalid', {}, 'buildx left no metadata file', { cause })
  }
}

async function store(
  digest: Digest,
  { to, layoutFile, platforms }: BuildxRequest,
  { registry }: BuilderPorts,
): Promise<StoredImage> {
  if (to.kind === 'registry') {
    await registry.waitFor(to.image, digest)
    return storedInRegistry(registry, to.image, digest, platforms)
  }
  const layout = await openLayout(layoutFile)
  try {
    assertSame(digest, layoutImage(layout).digest)
    return await storedInLayout(layout, to.directory, platforms)
  } finally {
    await layout.close()
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
