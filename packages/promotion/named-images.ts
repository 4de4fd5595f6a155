import {
  notPinned,
  parseImageName,
  sameRepository,
  type CommitSha,
  type Config,
  type LegName,
  type PinnedImage,
  type RepositoryName,
} from '@promo/core'
import type { Forge } from '@promo/forge'
import { readOverlayImages } from '@promo/overlays'
import { promotionError } from './errors.ts'
import { readOverlayAt } from './overlay-file.ts'
import type { ProposedImage } from './proposed.ts'
import { imageByOverlayName } from './updates.ts'

/** The image of promo.yaml that a reference means; throws `image-unknown`. */
export function proposedImage(config: Config, { name, digest }: PinnedImage): ProposedImage {
  const found = Object.entries(config.images).find(([, { repository }]) => sameRepository(repository, name))
  if (found !== undefined) return { leg: found[0] as LegName, name, digest }
  throw promotionError('image-unknown', { name }, `promo.yaml has no image ${name}`)
}

/** Every digest that an overlay holds at one commit; throws `overlay-absent`, `image-unknown`, `image-not-pinned`. */
export async function imagesOfOverlay(
  forge: Forge,
  at: { readonly repository: RepositoryName; readonly base: { readonly commit: CommitSha } },
  config: Config,
  overlay: string,
): Promise<readonly ProposedImage[]> {
  const file = await readOverlayAt(forge, at.repository, at.base.commit, overlay)
  return readOverlayImages(file.bytes).map(({ name, repository, digest, line }) => {
    const known = imageByOverlayName(config, name)
    if (known === undefined)
      throw promotionError('image-unknown', { name }, `promo.yaml has no image that overlays call ${name}`)
    if (digest === undefined) throw notPinned(`${name} (line ${String(line)} of the overlay)`, 'nothing')
    return { leg: known.leg, name: parseImageName(repository), digest }
  })
}
