import type { CommitSha, Config, Digest, EnvironmentName, RepositoryName } from '@promo/core'
import type { Forge } from '@promo/forge'
import { readOverlayImages } from '@promo/overlays'
import { environmentOf } from './config-file.ts'
import { findOverlayAt } from './overlay-file.ts'
import { overlayNameOf } from './updates.ts'
import type { ProposedImage } from './proposed.ts'

/** What every environment before this one holds for the image at one commit: null for no digest. */
export async function heldBefore(
  image: ProposedImage,
  environment: EnvironmentName,
  config: Config,
  at: { readonly forge: Forge; readonly repository: RepositoryName; readonly commit: CommitSha },
): Promise<readonly { readonly environment: EnvironmentName; readonly digest: Digest | null }[]> {
  const known = config.images[image.leg]
  const name = known === undefined ? image.name : overlayNameOf(known)
  return Promise.all(
    environmentOf(config, environment).after.map(async (before) => {
      const file = await findOverlayAt(at.forge, at.repository, at.commit, environmentOf(config, before).overlay)
      const images = file === undefined ? [] : readOverlayImages(file.bytes)
      return { environment: before, digest: images.find((each) => each.name === name)?.digest ?? null }
    }),
  )
}
