import { pinImage, type PinnedImage } from '@promo/core'
import type { Forge } from '@promo/forge'
import { environmentOf, imagesOfOverlay, readConfigAt } from '@promo/promotion'
import type { Runner } from '@promo/runner'
import { openPromoted } from '../promoted.ts'
import type { MarkEnvironmentRequest } from './inputs.ts'

/**
 * The digests to mark: the ones named, else what the environment's overlay holds at the commit of this run. A promotion that
 * is merged while the tests run is not marked by them.
 */
export async function markedImages(
  request: MarkEnvironmentRequest,
  forge: () => Promise<Forge>,
  runner: Runner,
): Promise<readonly PinnedImage[]> {
  if (request.marked === undefined) return overlayImages(request, await forge(), runner)
  const named = await openPromoted(request.marked, runner)
  if (named.kind === 'lines') return named.images.map(({ image }) => image)
  if (named.kind === 'release') return named.release.images.map(({ name, digest }) => pinImage(name, digest))
  return []
}

async function overlayImages(
  { environment, overlay, config: path }: MarkEnvironmentRequest,
  forge: Forge,
  { context }: Runner,
): Promise<readonly PinnedImage[]> {
  const { fullName: repository } = context.repository
  const { config } = await readConfigAt(forge, repository, context.sha, path)
  const held = overlay ?? environmentOf(config, environment).overlay
  const images = await imagesOfOverlay(forge, { repository, base: { commit: context.sha } }, config, held)
  return images.map(({ name, digest }) => pinImage(name, digest))
}
