import {
  formatPlatform,
  isRunnable,
  parseJson,
  type Digest,
  type ImageName,
  type JsonValue,
  type PinnedImage,
  type Platform,
} from '@promo/core'
import type { RegistryClient } from './client.ts'
import { readPlatform, type Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import type { Manifest } from './manifest.ts'
import { isImageConfig, manifestKind } from './media-types.ts'

/** One runnable image of an index, or the image itself. `size` is that of its manifest in bytes. */
export interface PlatformImage {
  readonly platform: string
  readonly digest: Digest
  readonly size: number
  readonly mediaType: string
}

const CONFIG_LIMIT = 4 * 1024 * 1024
/** BuildKit, docs/attestations/attestation-storage.md. */
const REFERENCE_TYPE = 'vnd.docker.reference.type'

/**
 * The runnable platforms of an image: the children of an index that are neither attestations nor artifacts, or the one
 * platform its config names. Throws `manifest-unexpected` when there is none: then the digest is not an image.
 */
export async function platformsOf(client: RegistryClient, image: PinnedImage): Promise<readonly PlatformImage[]> {
  const found = await runnablePlatforms(client, image.name, await client.manifest(image.name, image.digest))
  if (found.length > 0) return found
  throw registryError(
    'manifest-unexpected',
    { digest: image.digest },
    `${image.name}@${image.digest} holds no runnable image`,
  )
}

/** Told apart from attestation manifests and artifacts by the index alone. */
export function isRunnableImage(descriptor: Descriptor): boolean {
  return (
    manifestKind(descriptor.mediaType) === 'image' &&
    isRunnable(descriptor.platform) &&
    descriptor.artifactType === undefined &&
    descriptor.annotations?.[REFERENCE_TYPE] === undefined
  )
}

/** As `platformsOf`, for a manifest at hand; empty for what is not an image. */
export async function runnablePlatforms(
  client: RegistryClient,
  name: ImageName,
  manifest: Manifest,
): Promise<readonly PlatformImage[]> {
  if (manifest.content.kind === 'image') {
    const { digest, mediaType, bytes } = manifest
    const platform = await configuredPlatform(client, name, manifest)
    return platform === undefined
      ? []
      : [{ platform: formatPlatform(platform), digest, size: bytes.byteLength, mediaType }]
  }
  const children = await Promise.all(
    manifest.content.manifests.filter(isRunnableImage).map(async ({ digest, size, mediaType, platform }) => {
      const known = platform ?? (await configuredPlatform(client, name, await client.manifest(name, digest)))
      return known === undefined ? [] : [{ platform: formatPlatform(known), digest, size, mediaType }]
    }),
  )
  return children.flat()
}

async function configuredPlatform(
  client: RegistryClient,
  name: ImageName,
  { content }: Manifest,
): Promise<Platform | undefined> {
  if (content.kind !== 'image' || content.artifactType !== undefined || !isImageConfig(content.config.mediaType))
    return undefined
  return platformOfConfig(await client.readBlob(name, content.config.digest, CONFIG_LIMIT))
}

/** The platform an image config names (OCI image-spec, config.md); undefined for what names none. */
export function platformOfConfig(config: Uint8Array): Platform | undefined {
  let value: JsonValue
  try {
    value = parseJson(config, { maxBytes: CONFIG_LIMIT })
  } catch {
    return undefined
  }
  return readPlatform(value)
}
