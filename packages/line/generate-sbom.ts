import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { formatPlatform, pinImage, type Digest, type PinnedImage } from '@promo/core'
import { exportLayout, platformsOf, type RegistryClient } from '@promo/registry'
import type { Sbom, SbomFormat, SbomGenerator, Scanners } from '@promo/scanners'

/** Makes the SBOMs of one platform in one run, from a layout that was exported and hashed here. */
export async function generateSboms(
  request: {
    readonly image: PinnedImage
    readonly platform: Digest
    readonly formats: readonly SbomFormat[]
    readonly generator: SbomGenerator
  },
  ports: { readonly registry: RegistryClient; readonly scanners: Scanners; readonly directory: string },
): Promise<readonly Sbom[]> {
  const { image, platform: digest, formats, generator } = request
  const found = (await platformsOf(ports.registry, image)).find((each) => each.digest === digest)
  const layout = await mkdtemp(join(ports.directory, 'promo-layout-'))
  await exportLayout(ports.registry, pinImage(image.name, digest), layout)
  const platform = found?.platform ?? formatPlatform({ os: 'linux', architecture: 'amd64' })
  const subject = { kind: 'image', layout, platform, digest, image: image.name } as const
  const { sboms } = await ports.scanners.sbom(subject, formats, generator)
  return sboms
}
