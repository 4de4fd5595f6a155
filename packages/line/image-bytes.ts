import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  formatImage,
  hexOf,
  pinImage,
  type Digest,
  type ImageName,
  type PinnedImage,
  type ScanTarget,
} from '@promo/core'
import {
  exportLayout,
  layoutImage,
  layoutPlatforms,
  openLayout,
  platformsOf,
  splitLayout,
  type Layout,
  type PlatformImage,
  type RegistryClient,
} from '@promo/registry'
import type { ScanSubject } from '@promo/scanners'
import { lineError } from './errors.ts'

/** An image to inspect, and where its bytes are: what is inspected need not be published yet. */
export type InspectedImage =
  | {
      readonly kind: 'registry'
      readonly image: PinnedImage
      /** Repository to read from: that of the image, or its quarantine. */
      readonly from: ImageName
    }
  | {
      readonly kind: 'layout'
      /** Absolute path of an OCI layout, directory or tar. */
      readonly path: string
      /** The path as the caller wrote it. */
      readonly shown: string
      /** What it is to be published as; undefined: nothing can be attested from this scan. */
      readonly image: PinnedImage | undefined
    }

export interface ImageTarget {
  readonly target: ScanTarget
  readonly subject: Extract<ScanSubject, { readonly kind: 'image' }>
}

export interface BytesPorts {
  readonly registry: RegistryClient
  /** An empty directory for layouts. */
  readonly directory: string
  readonly log: (line: string) => void
}

/** Exports every platform into a layout of its own, hashed. Throws `layout-of-other-image`, and what the registry's reader throws. */
export async function exportPlatforms(inspected: InspectedImage, ports: BytesPorts): Promise<readonly ImageTarget[]> {
  if (inspected.kind === 'registry') return exportFromRegistry(inspected, ports)
  const layout = await openLayout(inspected.path)
  try {
    return await exportFromLayout(inspected, layout, ports)
  } finally {
    await layout.close()
  }
}

async function exportFromRegistry(
  { image, from }: Extract<InspectedImage, { readonly kind: 'registry' }>,
  ports: BytesPorts,
): Promise<readonly ImageTarget[]> {
  const { registry } = ports
  const targets: ImageTarget[] = []
  for (const found of await platformsOf(registry, pinImage(from, image.digest))) {
    const layout = await layoutFor(found.digest, ports)
    await exportLayout(registry, pinImage(from, found.digest), layout)
    ports.log(`exported ${found.platform} of ${formatImage(pinImage(from, image.digest))}`)
    targets.push(targetOf(found, layout, { image, digest: image.digest, shown: image.name }))
  }
  return targets
}

async function exportFromLayout(
  { image, shown }: Extract<InspectedImage, { readonly kind: 'layout' }>,
  source: Layout,
  ports: BytesPorts,
): Promise<readonly ImageTarget[]> {
  const { digest } = layoutImage(source)
  if (image !== undefined && image.digest !== digest) {
    throw lineError(
      'layout-of-other-image',
      { wanted: image.digest, found: digest },
      `the layout holds ${digest}, not ${image.digest}`,
    )
  }
  const targets: ImageTarget[] = []
  for (const found of await layoutPlatforms(source)) {
    const layout = await layoutFor(found.digest, ports)
    await splitLayout(source, found, layout)
    ports.log(`exported ${found.platform} of ${shown}`)
    targets.push(targetOf(found, layout, { image, digest, shown }))
  }
  return targets
}

async function layoutFor(digest: Digest, { directory }: BytesPorts): Promise<string> {
  const layout = join(directory, hexOf(digest))
  await mkdir(layout, { recursive: true })
  return layout
}

interface Named {
  readonly image: PinnedImage | undefined
  /** Of the whole image. */
  readonly digest: Digest
  readonly shown: string
}

function targetOf({ platform, digest, mediaType }: PlatformImage, layout: string, named: Named): ImageTarget {
  const { image, shown } = named
  return {
    target: {
      kind: 'image',
      ...(image === undefined ? { path: shown } : { image: image.name }),
      digest,
      imageDigest: named.digest,
      platform,
      mediaType,
      tagsAtScan: image?.tag === undefined ? [] : [image.tag],
    },
    subject: { kind: 'image', layout, platform, digest, image: shown },
  }
}
