import type { ImageName } from '@promo/core'
import { layoutImage, openLayout, type Layout, type RegistryClient } from '@promo/registry'
import { attestedProvenance, type AttestationSource } from './attested.ts'
import type { BuilderName, BuilderPorts, Built } from './builder.ts'
import { expectBuilder, runBuilder } from './builder-program.ts'
import { buildxArguments, type BuildxRequest } from './buildx-arguments.ts'
import { readBuildxDriver, type BuildxDriver } from './buildx-driver.ts'
import { readMetadataFile, type BuildxMetadata } from './buildx-metadata.ts'
import { buildInDaemon } from './daemon-build.ts'
import { builderError } from './errors.ts'
import { readMaterials, type Materials } from './materials.ts'
import { assertSame, storedInLayout, storedInRegistry, type StoredImage } from './stored.ts'

/** Drivers whose BuildKit outlives the job and serves others: its own cache is one that others could fill. */
const SHARED_DRIVERS: ReadonlySet<string> = new Set(['remote', 'kubernetes', 'cloud'])

/**
 * Builds with `docker buildx build`, pushing by digest or leaving a layout. The digest is the builder's and that of what is
 * stored, equal or refused. The driver decides the way: what cannot push by digest builds into its daemon and is exported.
 * Throws `builder-unavailable`, `build-failed`, `builder-metadata-invalid`, `build-digest-differs`, `build-platforms-differ`,
 * and what `buildInDaemon` throws.
 */
export async function buildWithBuildx(request: BuildxRequest, ports: BuilderPorts): Promise<Built> {
  const driver = await findDriver(request, ports)
  const made = driver.exportsImages
    ? await buildExported(fitted(request, driver), ports)
    : await buildInDaemon(request, driver, ports)
  return { ...made, builder: await nameOf(driver, request, ports), cache: cacheOf(request, driver) }
}

/**
 * dockerd unpacks what it exports, and BuildKit refuses to do that and to rewrite times as well
 * (moby/moby, daemon/internal/builder-next/exporter/wrapper.go; moby/buildkit, exporter/containerimage/export.go).
 */
function fitted(request: BuildxRequest, { name }: BuildxDriver): BuildxRequest {
  return name === 'docker' ? { ...request, rewriteTimestamp: false } : request
}

/** Starts the builder where it has yet to be, so that it says its version. */
async function findDriver(request: BuildxRequest, ports: BuilderPorts): Promise<BuildxDriver> {
  const args = ['buildx', 'inspect', '--bootstrap']
  // It lists the options of the driver, which may hold what no log should.
  const place = { ...request, onOutputLine: () => undefined }
  try {
    const said = await expectBuilder('docker', args, place, ports)
    const driver = readBuildxDriver(said)
    if (driver !== undefined) return driver
  } catch (cause) {
    throw builderError('builder-unavailable', {}, 'docker buildx has no builder that answers', { cause })
  }
  throw builderError('builder-unavailable', {}, 'docker buildx inspect names no driver')
}

async function buildExported(request: BuildxRequest, ports: BuilderPorts): Promise<StoredImage & Materials> {
  await expectBuilder('docker', buildxArguments(request), request, ports)
  const metadata = await readMetadataFile(request.metadataFile)
  if (request.to.kind === 'registry') return inRegistry(metadata, request, request.to.image, ports.registry)
  const layout = await openLayout(request.layoutFile)
  try {
    assertSame(metadata.digest, layoutImage(layout).digest)
    const stored = await storedInLayout(layout, request.to.directory, request.platforms)
    return { ...stored, ...(await materialsOf(metadata, stored, layoutSource(layout))) }
  } finally {
    await layout.close()
  }
}

async function inRegistry(
  metadata: BuildxMetadata,
  { platforms }: BuildxRequest,
  image: ImageName,
  registry: RegistryClient,
): Promise<StoredImage & Materials> {
  await registry.waitFor(image, metadata.digest)
  const stored = await storedInRegistry(registry, image, metadata.digest, platforms)
  return { ...stored, ...(await materialsOf(metadata, stored, registrySource(registry, image))) }
}

/** From the metadata file, else from the attestation manifests that the index holds. */
async function materialsOf(
  { provenance }: BuildxMetadata,
  stored: StoredImage,
  source: AttestationSource,
): Promise<Materials> {
  const known = provenance.length > 0 ? provenance : await attestedProvenance(await source.manifest(stored), source)
  return readMaterials(known, stored.platforms.length)
}

function registrySource(registry: RegistryClient, image: ImageName): AttestationSource {
  return {
    manifest: ({ digest }) => registry.manifest(image, digest),
    blob: ({ digest }, maxBytes) => registry.readBlob(image, digest, maxBytes),
  }
}

function layoutSource(layout: Layout): AttestationSource {
  return {
    manifest: (descriptor) => layout.manifest(descriptor),
    blob: async (descriptor, maxBytes) => {
      const chunks: Uint8Array[] = []
      const { digest, size } = descriptor
      for await (const chunk of layout.blob({ digest, size: Math.min(size, maxBytes) })) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
  }
}

function cacheOf({ noCache, cacheFrom }: BuildxRequest, { name }: BuildxDriver): Built['cache'] {
  return !noCache && (cacheFrom.length > 0 || SHARED_DRIVERS.has(name)) ? 'shared' : 'none'
}

async function nameOf(
  { name: driver, buildkit }: BuildxDriver,
  request: BuildxRequest,
  ports: BuilderPorts,
): Promise<BuilderName> {
  const { stdout } = await runBuilder('docker', ['buildx', 'version'], request, ports)
  const version = /\bv?(\d+\.\d+\.\d+\S*)/.exec(new TextDecoder().decode(stdout))?.[1] ?? 'unknown'
  return { name: 'buildx', version, driver, ...(buildkit === undefined ? {} : { buildkit }) }
}
