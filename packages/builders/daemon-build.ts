import { rm } from 'node:fs/promises'
import { openDockerArchive } from './built-layout.ts'
import type { BuilderPorts } from './builder.ts'
import { expectBuilder } from './builder-program.ts'
import { buildxArguments, type BuildxRequest } from './buildx-arguments.ts'
import type { BuildxDriver } from './buildx-driver.ts'
import { readMetadataFile } from './buildx-metadata.ts'
import { builderError } from './errors.ts'
import { annotationMap, manifestAnnotations, unsupported } from './manifest-annotations.ts'
import { NO_MATERIALS, readMaterials, type Materials } from './materials.ts'
import { assertSame, storeLayout, type StoredImage } from './stored.ts'

/**
 * Builds one platform into the image store of a daemon whose driver can neither push by digest nor attest, exports it and stores
 * it as every other image: the config byte for byte, layers held against it. No tag is set in the daemon either.
 * Throws `builder-single-platform`, `builder-option-unsupported`, `build-failed`, `archive-invalid`, `build-digest-differs`.
 */
export async function buildInDaemon(
  request: BuildxRequest,
  { name }: BuildxDriver,
  ports: BuilderPorts,
): Promise<StoredImage & Materials> {
  assertFits(request, name)
  const annotations = manifestAnnotations([...(request.facts ?? []), ...request.annotations], `the driver ${name}`)
  await expectBuilder('docker', buildxArguments(request, 'daemon'), request, ports)
  const metadata = await readMetadataFile(request.metadataFile)
  const id = metadata.config ?? metadata.digest
  const save = ['save', `--output=${request.layoutFile}`, id]
  await expectBuilder('docker', save, request, ports)
  const { layout, config } = await openDockerArchive(request.layoutFile, annotationMap(annotations))
  try {
    await rm(request.layoutFile)
    assertSame(id, config)
    const stored = await storeLayout(layout, request, ports.registry)
    return { ...stored, ...(metadata.provenance.length === 0 ? NO_MATERIALS : readMaterials(metadata.provenance, 1)) }
  } finally {
    await layout.close()
  }
}

function assertFits(
  { platforms, provenance, provenanceIsDefault, cacheTo, noCache }: BuildxRequest,
  driver: string,
): void {
  if (platforms.length > 1)
    throw builderError(
      'builder-single-platform',
      { driver, platforms },
      `the driver ${driver} builds one platform at a time, not ${platforms.join(', ')}`,
    )
  if (provenance !== 'false' && provenanceIsDefault !== true) throw unsupported('provenance', `the driver ${driver}`)
  if (cacheTo.some((cache) => !cache.includes('type=inline')) && !noCache)
    throw unsupported('cache-to', `the driver ${driver}`)
}
