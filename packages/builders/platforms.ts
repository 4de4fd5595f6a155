import { pinImage, type Digest, type ImageName, type PlatformDigest } from '@promo/core'
import { platformsOf, type RegistryClient } from '@promo/registry'
import { builderError } from './errors.ts'

/** The platforms that the registry holds for the digest; throws `build-platforms-differ` when they are not the wanted ones. */
export async function builtPlatforms(
  registry: RegistryClient,
  image: ImageName,
  digest: Digest,
  wanted: readonly string[],
): Promise<readonly PlatformDigest[]> {
  const found = await platformsOf(registry, pinImage(image, digest))
  const names = found.map(({ platform }) => platform)
  const differ = [...wanted].sort().join() !== [...names].sort().join()
  if (wanted.length > 0 && differ) {
    throw builderError(
      'build-platforms-differ',
      { wanted, found: names },
      `wanted ${wanted.join(', ')}, the build gave ${names.join(', ')}`,
    )
  }
  return found.map(({ platform, digest: child, size }) => ({ platform, digest: child, size }))
}
