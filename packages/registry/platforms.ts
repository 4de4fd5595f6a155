import {
  formatPlatform,
  isRunnable,
  parseJson,
  type Digest,
  type JsonValue,
  type PinnedImage,
  type Platform,
} from '@promo/core'
import type { RegistryClient } from './client.ts'
import { layoutContent, registryContent, type ContentSource } from './copy-source.ts'
import { readPlatform, type Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { layoutImage, type Layout } from './layout.ts'
import type { Manifest } from './manifest.ts'
import { isImageConfig, manifestKind } from './media-types.ts'

/** One runnable image of an index, or the image itself. `size` is that of its manifest in bytes. */
export interface PlatformImage {
  readonly platform: string
  readonly digest: Digest
  readonly size: number
  readonly mediaType: string
}

type Content = Pick<ContentSource, 'manifest' | 'blob'>

const CONFIG_LIMIT = 4 * 1024 * 1024
/** BuildKit, docs/attestations/attestation-storage.md. */
const REFERENCE_TYPE = 'vnd.docker.reference.type'

/**
 * The runnable platforms of an image: the children of an index that are neither attestations nor artifacts, or the one
 * platform its config names. Throws `manifest-unexpected` when there is none: then the digest is not an image.
 */
export async function platformsOf(client: RegistryClient, image: PinnedImage): Promise<readonly PlatformImage[]> {
  const manifest = await client.manifest(image.name, image.digest)
  return expectPlatforms(registryContent(image, client), manifest, `${image.name}@${image.digest}`)
}

/** As `platformsOf`, for the one image of a layout. */
export async function layoutPlatforms(layout: Layout): Promise<readonly PlatformImage[]> {
  const manifest = await layout.manifest(layoutImage(layout))
  return expectPlatforms(layoutContent(layout), manifest, `${manifest.digest} of the layout`)
}

async function expectPlatforms(content: Content, manifest: Manifest, where: string): Promise<readonly PlatformImage[]> {
  const found = await runnablePlatforms(content, manifest)
  if (found.length > 0) return found
  throw registryError('manifest-unexpected', { digest: manifest.digest }, `${where} holds no runnable image`)
}

/** Told apart from attestation manifests and artifacts by the index alone. An index in it may hold images. */
export function isRunnableImage(descriptor: Descriptor): boolean {
  return (
    manifestKind(descriptor.mediaType) !== undefined &&
    isRunnable(descriptor.platform) &&
    descriptor.artifactType === undefined &&
    descriptor.annotations?.[REFERENCE_TYPE] === undefined
  )
}

/** As deep as a copy goes. */
const DEPTH_LIMIT = 4

/**
 * As `platformsOf`, for a manifest at hand; empty for what is not an image. An index may hold an index (OCI image-spec,
 * image-index.md): what is runnable below it can be pulled too, so it counts. Throws `manifest-invalid` for a tree too deep.
 */
export async function runnablePlatforms(
  content: Content,
  manifest: Manifest,
  depth = 0,
): Promise<readonly PlatformImage[]> {
  if (depth > DEPTH_LIMIT)
    throw registryError('manifest-invalid', { digest: manifest.digest }, `${manifest.digest} lies too deep`)
  if (manifest.content.kind === 'image') {
    const { digest, mediaType, bytes } = manifest
    const platform = await configuredPlatform(content, manifest)
    return platform === undefined
      ? []
      : [{ platform: formatPlatform(platform), digest, size: bytes.byteLength, mediaType }]
  }
  const children = await Promise.all(
    manifest.content.manifests.filter(isRunnableImage).map(async (child) => {
      if (manifestKind(child.mediaType) === 'index')
        return runnablePlatforms(content, await content.manifest(child), depth + 1)
      const { digest, size, mediaType, platform } = child
      const known = platform ?? (await configuredPlatform(content, await content.manifest(child)))
      return known === undefined ? [] : [{ platform: formatPlatform(known), digest, size, mediaType }]
    }),
  )
  return children.flat()
}

/** The platform that the config of an image manifest names; undefined for what is not an image. */
export async function configuredPlatform(content: Content, manifest: Manifest): Promise<Platform | undefined> {
  if (manifest.content.kind !== 'image' || manifest.content.artifactType !== undefined) return undefined
  const { config } = manifest.content
  if (!isImageConfig(config.mediaType)) return undefined
  return platformOfConfig(await readWhole(content, config))
}

async function readWhole(content: Content, blob: Pick<Descriptor, 'digest' | 'size'>): Promise<Uint8Array> {
  if (blob.size > CONFIG_LIMIT)
    throw registryError('manifest-invalid', { digest: blob.digest }, `the config ${blob.digest} is too large`)
  const chunks: Uint8Array[] = []
  for await (const chunk of content.blob(blob)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The platform an image config names (OCI image-spec, config.md); undefined for what names none. */
function platformOfConfig(config: Uint8Array): Platform | undefined {
  let value: JsonValue
  try {
    value = parseJson(config, { maxBytes: CONFIG_LIMIT })
  } catch {
    return undefined
  }
  return readPlatform(value)
}
