import type { Chain, ChainLink, ImageChain } from '@promo/core'
import { plural } from './wording.ts'

/** One sign for each state of a link, the same in a terminal and in a summary. */
export const CHAIN_SIGNS: Readonly<Record<ChainLink['state'], string>> = {
  verified: '✓',
  recorded: '•',
  absent: '–',
  missing: '✗',
  broken: '✗',
}

/** Links that belong together, under a title that a person looks for. */
export interface ChainGroup {
  readonly title: string
  readonly links: readonly ChainLink[]
}

const ORIGIN: readonly ChainLink['link'][] = ['provenance', 'run', 'source', 'change']
const STAGE: readonly ChainLink['link'][] = ['environment', 'promotion', 'mark']

/** One group for each environment, the last first; then the evidence on the digest; then where it comes from. */
export function chainGroups({ links }: ImageChain): readonly ChainGroup[] {
  const staged = links.filter(({ link }) => STAGE.includes(link))
  const environments = [...new Set(staged.map(({ at }) => at))]
  const groups = environments.map((at) => ({ title: at, links: staged.filter((link) => link.at === at) }))
  const origin = links.filter(({ link }) => ORIGIN.includes(link))
  const image = links.filter((link) => !staged.includes(link) && !origin.includes(link))
  const all = [...groups, { title: 'the digest', links: image }, { title: 'where it comes from', links: origin }]
  return all.filter((group) => group.links.length > 0)
}

/** One sentence: whether the chain holds, and where it does not. */
export function chainHeadline(chain: Chain): string {
  const holes = chain.images.flatMap(({ links }) => links).filter(isHole)
  const digests = plural(chain.images.length, 'digest')
  if (holes.length === 0) return `Complete: every link of ${digests} holds`
  return `Incomplete: ${plural(holes.length, 'link')} of ${digests} ${holes.length === 1 ? 'does' : 'do'} not hold`
}

export function isHole({ state }: ChainLink): boolean {
  return state === 'missing' || state === 'broken'
}
