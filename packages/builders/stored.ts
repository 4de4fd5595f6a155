import { pinImage, type Digest, type ImageName, type PlatformDigest } from '@promo/core'
import {
  layoutImage,
  layoutPlatforms,
  openLayout,
  platformsOf,
  pushLayout,
  saveLayout,
  type Layout,
  type RegistryClient,
} from '@promo/registry'
import type { Built, BuildRequest } from './builder.ts'
import { builderError } from './errors.ts'
import { assertPlatforms } from './platforms.ts'

/** Where the bytes are now, read back from there. */
export type StoredImage = Pick<Built, 'digest' | 'mediaType' | 'size' | 'platforms'>

/** What the registry holds for the digest; throws `build-digest-differs`, `build-platforms-differ`. */
export async function storedInRegistry(
  registry: RegistryClient,
  image: ImageName,
  digest: Digest,
  wanted: readonly string[],
): Promise<StoredImage> {
  const stored = await registry.manifest(image, digest)
  assertSame(digest, stored.digest)
  const platforms = await platformsOf(registry, pinImage(image, digest))
  return {
    digest,
    mediaType: stored.mediaType,
    size: stored.bytes.byteLength,
    platforms: assertPlatforms(platforms.map(entry), wanted),
  }
}

/** Saves the one image of a layout below the directory, hashed; throws `build-platforms-differ`, `layout-not-empty`. */
export async function storedInLayout(
  layout: Layout,
  directory: string,
  wanted: readonly string[],
): Promise<StoredImage> {
  const { path } = await saveLayout(layout, directory)
  const saved = await openLayout(path)
  try {
    const { digest, mediaType, size } = layoutImage(saved)
    const platforms = await layoutPlatforms(saved)
    return { digest, mediaType, size, platforms: assertPlatforms(platforms.map(entry), wanted) }
  } finally {
    await saved.close()
  }
}

/** Pushes the one image of a layout by digest, or saves it; every blob is hashed on the way. */
export async function storeLayout(
  layout: Layout,
  { to, platforms }: Pick<BuildRequest, 'to' | 'platforms'>,
  registry: RegistryClient,
): Promise<StoredImage> {
  if (to.kind === 'layout') return storedInLayout(layout, to.directory, platforms)
  const { digest } = await pushLayout(registry, layout, to.image)
  return storedInRegistry(registry, to.image, digest, platforms)
}

/** The digest is the builder's and that of what is stored, equal or refused. */
export function assertSame(builder: Digest, stored: Digest): void {
  if (builder === stored) return
  throw builderError(
    'build-digest-differs',
    { builder, stored },
    `the builder says it made ${builder}, what is stored is ${stored}`,
  )
}

function entry({ platform, digest, size }: PlatformDigest): PlatformDigest {
  return { platform, digest, size }
}
