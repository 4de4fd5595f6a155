import { parseLegName, type CommitSha, type Config, type Digest, type ImageName, type LegName } from '@promo/core'
import type { OverlayImage } from '@promo/overlays'
import { imageByOverlayName, overlayNameOf } from '@promo/promotion'

/** One digest that a subject means. */
export interface TracedImage {
  readonly leg: LegName
  readonly name: ImageName
  readonly digest: Digest
  readonly overlayName: string
  /** The commit that the subject says it was built from: only the certificate confirms it. */
  readonly claimedSource?: CommitSha
}

export function tracedImage(
  config: Config,
  leg: LegName,
  digest: Digest,
  claimedSource?: CommitSha,
): TracedImage | undefined {
  const image = config.images[leg]
  if (image === undefined) return undefined
  const { repository: name } = image
  const traced = { leg, name, digest, overlayName: overlayNameOf(image) }
  return claimedSource === undefined ? traced : { ...traced, claimedSource }
}

/** The entries of an overlay that are images of promo.yaml with a digest. */
export function tracedEntries(entries: readonly OverlayImage[], config: Config): readonly TracedImage[] {
  return entries.flatMap(({ name, digest }) => {
    const known = imageByOverlayName(config, name)
    if (known === undefined || digest === undefined) return []
    return tracedImage(config, known.leg, digest) ?? []
  })
}

export function legsOf(config: Config): readonly LegName[] {
  return Object.keys(config.images).map(parseLegName)
}
