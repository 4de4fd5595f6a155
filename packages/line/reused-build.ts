import { buildDocument, sameRepository, type Build, type LegName } from '@promo/core'
import type { BuildTarget } from '@promo/builders'
import { copyImage, platformsOf, saveImage, type RegistryClient } from '@promo/registry'
import type { SealedBuild } from './reuse.ts'

export interface ReusedBuild {
  readonly leg: LegName
  readonly sealed: SealedBuild
  /** Where a build would have put its bytes: whoever comes after it looks there. */
  readonly to: BuildTarget
}

/**
 * Puts the bytes of a sealed digest where a build would have left them, and gives the record of the build that made them:
 * what the registry holds and what was signed, nothing else. A second run moves nothing.
 * Throws `layout-not-empty`, and what a copy throws.
 */
export async function reuseBuild(
  { leg, sealed, to }: ReusedBuild,
  { registry }: { readonly registry: RegistryClient },
): Promise<Build> {
  const { image, invocation } = sealed
  const { digest, mediaType, bytes } = await registry.manifest(image.name, image.digest)
  const platforms = await platformsOf(registry, image)
  await place(sealed, to, registry)
  return buildDocument.create({
    ...sealed.build,
    leg,
    image: { name: image.name, digest, mediaType, size: bytes.byteLength },
    platforms: platforms.map(({ platform, digest: own, size }) => ({ platform, digest: own, size })),
    reused: { invocation },
  })
}

async function place({ image }: SealedBuild, to: BuildTarget, registry: RegistryClient): Promise<void> {
  if (to.kind === 'layout') await saveImage(registry, image, to.directory)
  else if (!sameRepository(to.image, image.name))
    await copyImage(
      { from: { kind: 'image', image }, to: to.image, tags: [], evidence: false, onTagConflict: 'fail' },
      { registry },
    )
}
