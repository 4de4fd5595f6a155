import type { Chain, ChainLink } from '@promo/core'

export function linksOf(chain: Chain): readonly ChainLink[] {
  return chain.images.flatMap(({ links }) => links)
}

export function holesOf(chain: Chain): readonly string[] {
  const holes = linksOf(chain).filter(({ state }) => state === 'missing' || state === 'broken')
  return holes.map(({ link, at, code }) => `${link}${at === '' ? '' : ` ${at}`}: ${code}`)
}

export function link(chain: Chain, name: ChainLink['link'], at?: string): ChainLink | undefined {
  return linksOf(chain).find((each) => each.link === name && (at === undefined || each.at === at))
}
