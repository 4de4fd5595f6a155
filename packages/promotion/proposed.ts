import {
  notPinned,
  parseImageName,
  type Config,
  type Digest,
  type ImageName,
  type LegName,
  type PromoError,
} from '@promo/core'
import { readOverlayImages, type OverlayImage } from '@promo/overlays'
import { promotionError } from './errors.ts'
import { imageByOverlayName } from './updates.ts'

/** A digest that an environment would get. */
export interface ProposedImage {
  readonly leg: LegName
  readonly name: ImageName
  readonly digest: Digest
}

export interface Proposal {
  readonly images: readonly ProposedImage[]
  /** What is wrong with the overlay before any evidence is looked at. */
  readonly faults: readonly PromoError[]
}

/** Compares an overlay before and after: every entry that changes must be a known image of the known repository with a digest and no tag. */
export function proposedImages(
  config: Config,
  before: Uint8Array | string | undefined,
  after: Uint8Array | string | undefined,
): Proposal {
  const old = before === undefined ? [] : readOverlayImages(before)
  const now = after === undefined ? [] : readOverlayImages(after)
  const changed = now.filter((image) => !old.some((each) => sameImage(each, image)))
  const removed = old.filter((image) => image.digest !== undefined && !now.some(({ name }) => name === image.name))
  const judged = changed.map((image) => judge(config, image))
  return {
    images: judged.flatMap((each) => ('image' in each ? [each.image] : [])),
    faults: [...judged.flatMap((each) => ('error' in each ? [each.error] : [])), ...removed.map(removedFault)],
  }
}

function judge(
  config: Config,
  image: OverlayImage,
): { readonly image: ProposedImage } | { readonly error: PromoError } {
  const known = imageByOverlayName(config, image.name)
  if (known === undefined)
    return {
      error: promotionError(
        'image-unknown',
        { name: image.name },
        `promo.yaml has no image that overlays call ${image.name}`,
      ),
    }
  if (image.repository !== known.image.repository) {
    const facts = { name: image.name, found: image.repository, wanted: known.image.repository }
    return {
      error: promotionError(
        'image-repository-differs',
        facts,
        `${image.name} would come from ${image.repository}, promo.yaml says ${known.image.repository}`,
      ),
    }
  }
  if (image.digest === undefined || image.tag !== undefined) {
    const found = image.unreadableDigest ?? (image.tag === undefined ? 'no digest' : `the tag ${image.tag}`)
    return { error: notPinned(`${image.name} (line ${String(image.line)} of the overlay)`, found) }
  }
  return { image: { leg: known.leg, name: parseImageName(image.repository), digest: image.digest } }
}

function sameImage(a: OverlayImage, b: OverlayImage): boolean {
  return (
    a.name === b.name &&
    a.repository === b.repository &&
    a.tag === b.tag &&
    a.digest === b.digest &&
    a.unreadableDigest === b.unreadableDigest
  )
}

function removedFault(image: OverlayImage): PromoError {
  return notPinned(`${image.name} (its entry is gone)`, 'nothing')
}
