import { environmentOrder, parseEnvironmentName, type ChainLink, type EnvironmentName } from '@promo/core'
import { policyError } from '@promo/policy'
import { environmentOf } from '@promo/promotion'
import type { Ground } from './ground.ts'
import { absent, missing } from './link.ts'
import type { Holding, Overlays } from './overlays.ts'
import { promotionLinks } from './promotion-links.ts'
import type { TracedImage } from './traced-image.ts'

/** Every environment, the last one first: where the digest is or was, and how it came there. */
export async function environmentLinks(
  image: TracedImage,
  overlays: Overlays,
  ground: Ground,
): Promise<readonly ChainLink[]> {
  const order = environmentOrder(ground.config).map(parseEnvironmentName)
  const found = await Promise.all(
    order.map((environment) => overlays.holding(environment, image.overlayName, image.digest)),
  )
  const holdings = new Map(found.flatMap((holding) => (holding === undefined ? [] : [[holding.environment, holding]])))
  const links = await Promise.all(
    order.toReversed().map((environment) => {
      const holding = holdings.get(environment)
      if (holding !== undefined) return promotionLinks(holding, ground)
      return Promise.resolve([notHeld(environment, holdings, ground)])
    }),
  )
  return links.flat()
}

/** That a stage never held what a later one holds is a hole in the chain; that a digest has not come so far is none. */
function notHeld(
  environment: EnvironmentName,
  holdings: ReadonlyMap<EnvironmentName, Holding>,
  { config }: Ground,
): ChainLink {
  const facts = { link: 'environment' as const, at: environment }
  const later = [...holdings.keys()].find((other) => environmentOf(config, other).after.includes(environment))
  if (later === undefined) return absent({ ...facts, fact: 'never held it' })
  const text = `${environment} never held it, though ${later} comes after it and does`
  return missing(facts, policyError('stage-skipped', { environment, later }, text))
}
