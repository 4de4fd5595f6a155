import type { Chain, JsonValue } from '@promo/core'
import { ledgerError } from '@promo/ledger'
import { chainHeadline } from '@promo/report'
import type { ActionEnding } from '@promo/runner'

/** The links that do not hold, one row each: the output `broken`. */
export function brokenLinks(chain: Chain): JsonValue[] {
  return chain.images.flatMap(({ name, digest, links }) =>
    links
      .filter(({ state }) => state === 'missing' || state === 'broken')
      .map(({ link, at, state, code, fact, remedy }) => ({
        image: `${name}@${digest}`,
        link,
        at,
        state,
        code,
        fact,
        remedy,
      })),
  )
}

/** A chain with a hole is a finding; its first hole says what to do. */
export function traceEnding(chain: Chain): ActionEnding | undefined {
  if (chain.complete) return undefined
  const links = chain.images.flatMap((image) => image.links)
  const first = links.find(({ state }) => state === 'missing' || state === 'broken')
  const where = first === undefined ? '' : `; first ${first.link} (${first.code}): ${first.fact}`
  const options = first === undefined ? {} : { remedy: first.remedy }
  const facts = { broken: brokenLinks(chain) }
  return { error: ledgerError('chain-incomplete', facts, `${chainHeadline(chain)}${where}`, options) }
}
