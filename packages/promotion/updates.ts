import {
  parseImageName,
  type Config,
  type ConfigImage,
  type LegName,
  type PinnedImage,
  type Release,
} from '@promo/core'
import { readOverlayImages, type ImageUpdate } from '@promo/overlays'
import { promotionError } from './errors.ts'
import type { NamedImage } from './named-image.ts'

/** What to promote: the images of a release, of another overlay, or the ones named. */
export type Promoted =
  | { readonly kind: 'release'; readonly release: Release }
  | { readonly kind: 'overlay'; readonly bytes: Uint8Array }
  | { readonly kind: 'lines'; readonly images: readonly NamedImage[] }

/** The edits of an overlay that promote these images; throws `image-unknown`, `image-repository-differs`, `promotion-empty`. */
export function updatesFor(promoted: Promoted, config: Pick<Config, 'images'>): readonly ImageUpdate[] {
  if (promoted.kind === 'release')
    return promoted.release.images.map(({ leg, name, digest, tags }) =>
      releaseUpdate(config, leg, { name, digest, tag: tags[0] }),
    )
  if (promoted.kind === 'lines') return promoted.images.map(({ name, image }) => lineUpdate(config, name, image))
  const updates = readOverlayImages(promoted.bytes).flatMap(({ name, repository, digest, tag }) =>
    digest === undefined
      ? []
      : [{ name, newName: parseImageName(repository), digest, ...(tag === undefined ? {} : { tag }) }],
  )
  if (updates.length === 0) throw promotionError('promotion-empty', {}, 'the overlay to promote from holds no digest')
  return updates
}

/** The name that overlays use for an image of promo.yaml. */
export function overlayNameOf(image: ConfigImage): string {
  return image['overlay-name'] ?? image.repository
}

/** The image of promo.yaml that an overlay entry means. */
export function imageByOverlayName(
  config: Config,
  name: string,
): { readonly leg: LegName; readonly image: ConfigImage } | undefined {
  const found = Object.entries(config.images).find(([, image]) => overlayNameOf(image) === name)
  return found === undefined ? undefined : { leg: found[0] as LegName, image: found[1] }
}

function releaseUpdate(
  config: Pick<Config, 'images'>,
  leg: LegName,
  found: Pick<PinnedImage, 'name' | 'digest'> & { readonly tag: string | undefined },
): ImageUpdate {
  const image = config.images[leg]
  if (image === undefined) throw promotionError('image-unknown', { leg }, `promo.yaml has no image ${leg}`)
  if (image.repository !== found.name) {
    throw promotionError(
      'image-repository-differs',
      { leg, wanted: image.repository, found: found.name },
      `the release has ${found.name} for ${leg}, promo.yaml ${image.repository}`,
    )
  }
  const { name: newName, digest, tag } = found
  return { name: overlayNameOf(image), newName, digest, ...(tag === undefined ? {} : { tag }) }
}

function lineUpdate(config: Pick<Config, 'images'>, name: string | undefined, image: PinnedImage): ImageUpdate {
  const known = Object.values(config.images).find(({ repository }) => repository === image.name)
  const overlayName = name ?? (known === undefined ? image.name : overlayNameOf(known))
  return {
    name: overlayName,
    newName: image.name,
    digest: image.digest,
    ...(image.tag === undefined ? {} : { tag: image.tag }),
  }
}
