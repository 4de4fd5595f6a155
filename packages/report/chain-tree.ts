import type { Chain, ChainLink, ImageChain } from '@promo/core'
import { visible } from './escape.ts'
import { CHAIN_SIGNS, chainGroups, type ChainGroup } from './chain-words.ts'
import { nameColumn, rowLines, type RowPaint } from './tree-row.ts'
import { below, branch, clip, legend, PAPER, wrap, type Paint, type Screen } from './tree-text.ts'

/** Links that are about one platform of an image. */
const PLATFORM_LINKS: readonly string[] = ['sbom', 'revocation']

const LEGEND = ['✓ signed and verified now', '• recorded in Git or registry', '– nothing there', '✗ does not hold']

/** The chain as a tree for a terminal or a log, one link a line; what does not hold comes with what to do about it. */
export function chainTree(chain: Chain, screen: Screen = PAPER): string {
  const trees = chain.images.flatMap((image) => ['', ...imageTree(image, screen)])
  return [...trees, '', ...legend(LEGEND, screen)].join('\n').trimStart()
}

function imageTree(image: ImageChain, screen: Screen): readonly string[] {
  const groups = chainGroups(image)
  return [
    ...wrap(visible(`${image.name}@${image.digest}`), screen.width).map(screen.paint.bold),
    ...groups.flatMap((group, index) => branch(groupLines(group, below(screen)), index === groups.length - 1)),
  ]
}

function groupLines({ title, links }: ChainGroup, screen: Screen): readonly string[] {
  const column = nameColumn(links.map(nameOf))
  return [
    ...wrap(visible(title), screen.width).map(screen.paint.bold),
    ...links.flatMap((link, index) => branch(linkLines(link, column, below(screen)), index === links.length - 1)),
  ]
}

function linkLines(link: ChainLink, column: number, screen: Screen): readonly string[] {
  const { state, fact, code, remedy } = link
  const row = { sign: CHAIN_SIGNS[state], name: nameOf(link), fact, details: evidenceLine(link) }
  const lines = rowLines(row, column, rowPaint(link, screen.paint), screen)
  if (holds(link)) return lines
  const advice = wrap(`what to do: ${clip(remedy)}`, screen.width - 2).map((line) => `  ${line}`)
  return [...lines, `  ${screen.paint.bad(code)}`, ...advice]
}

function holds({ state }: ChainLink): boolean {
  return state !== 'missing' && state !== 'broken'
}

function rowPaint(link: ChainLink, paint: Paint): RowPaint {
  if (!holds(link)) return { sign: paint.bad, words: (text) => text }
  if (link.state === 'absent') return { sign: paint.dim, words: paint.dim }
  return { sign: link.state === 'verified' ? paint.good : paint.dim, words: (text) => text }
}

function nameOf({ link, at }: ChainLink): string {
  return PLATFORM_LINKS.includes(link) && at !== '' ? `${link} ${visible(at)}` : link
}

/** Only what is not in the fact already: manifests by their first digits, and entries of the log. */
function evidenceLine({ evidence }: ChainLink): readonly string[] {
  const shown = evidence.flatMap(({ kind, value }) => {
    if (kind === 'manifest') return [`manifest ${visible(value).slice(0, 19)}`]
    return kind === 'log-entry' ? [`log entry ${visible(value)}`] : []
  })
  return shown.length === 0 ? [] : [shown.slice(0, 4).join(', ')]
}
