import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isPromoError } from '@promo/core'
import { openLayout } from '@promo/registry'
import { baseImages } from './base-images.ts'
import type { BuilderPorts, Built } from './builder.ts'
import { expectBuilder, runBuilder } from './builder-program.ts'
import { buildahArguments, type BuildahRequest, type BuildahResult } from './buildah-arguments.ts'
import { builderError } from './errors.ts'
import { storeLayout } from './stored.ts'

/**
 * Builds with `buildah build` and exports an OCI layout, which is stored as every other: so buildah gets no credential of the
 * registry and sets no tag. One platform gives an image, several an index.
 * Throws `builder-unavailable`, `builder-option-unsupported`, `build-failed`, `build-platforms-differ`.
 */
export async function buildWithBuildah(request: BuildahRequest, ports: BuilderPorts): Promise<Built> {
  const result: BuildahResult =
    request.platforms.length > 1
      ? { kind: 'list', name: `promo-${randomUUID()}` }
      : { kind: 'image', idFile: join(request.scratch, 'image-id') }
  const builds = oneByOne(request.platforms).map((platforms) =>
    buildahArguments({ ...request, platforms }, result, ports.environment['BUILDAH_ISOLATION']),
  )
  const version = await versionOf(request, ports)
  const run = (words: readonly string[]): Promise<string> => expectBuilder('buildah', words, request, ports)
  const directory = join(request.scratch, 'exported')
  try {
    for (const args of builds) await run(args)
    await run(await exportArguments(result, directory))
  } finally {
    // The images stay, as after any build; the list was for the export alone.
    if (result.kind === 'list') await runBuilder('buildah', ['manifest', 'rm', result.name], request, ports)
  }
  const layout = await openLayout(directory)
  try {
    const stored = await storeLayout(layout, request, ports.registry)
    return { ...stored, builder: { name: 'buildah', version }, cache: 'none', ...(await baseImages(layout)) }
  } finally {
    await layout.close()
  }
}

/** Asked for several at once, buildah lists them as they finish: the index would have another digest each time. */
function oneByOne(platforms: readonly string[]): readonly (readonly string[])[] {
  return platforms.length === 0 ? [[]] : platforms.map((platform) => [platform])
}

/** containers/image, docs/containers-transports.5.md: `oci:` is a layout in a directory. */
async function exportArguments(result: BuildahResult, directory: string): Promise<readonly string[]> {
  if (result.kind === 'list') return ['manifest', 'push', '--all', result.name, `oci:${directory}`]
  const id = (await readFile(result.idFile, 'utf8')).trim()
  return ['push', '--format=oci', id, `oci:${directory}`]
}

async function versionOf(request: BuildahRequest, ports: BuilderPorts): Promise<string> {
  const finished = await runBuilder('buildah', ['--version'], request, ports).catch((cause: unknown) => {
    if (!isPromoError(cause) || cause.code !== 'program-missing') throw cause
    throw builderError('builder-unavailable', { program: 'buildah' }, 'there is no buildah', { cause })
  })
  return /\b(\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(finished.stdout))?.[1] ?? 'unknown'
}
