import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { formatPlatform, pinImage, type Digest, type PinnedImage } from '@promo/core'
import { exportLayout, platformsOf, type RegistryClient } from '@promo/registry'
import type { SbomFormat, Scanners } from '@promo/scanners'

/** Makes the SBOM of one platform from a layout that was exported and hashed here. */
export async function generateSbom(
  request: { readonly image: PinnedImage; readonly platform: Digest; readonly format: SbomFormat },
  ports: { readonly registry: RegistryClient; readonly scanners: Scanners; readonly directory: string },
): Promise<Uint8Array | undefined> {
  const { image, platform: digest, format } = request
  const found = (await platformsOf(ports.registry, image)).find((each) => each.digest === digest)
  const layout = await mkdtemp(join(ports.directory, 'promo-layout-'))
  await exportLayout(ports.registry, pinImage(image.name, digest), layout)
  const platform = found?.platform ?? formatPlatform({ os: 'linux', architecture: 'amd64' })
  const { sboms } = await ports.scanners.sbom({ kind: 'image', layout, platform, digest, image: image.name }, [format])
  return sboms.find((sbom) => sbom.format === format)?.bytes
}
