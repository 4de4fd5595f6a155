import type { Chain, ChainLink, ImageChain } from '@promo/core'
import { visible } from './escape.ts'
import { CHAIN_SIGNS, chainGroups, type ChainGroup } from './chain-words.ts'
import { branch, clip, PLAIN, type Paint } from './tree-text.ts'

const NAME_WIDTH = 12
/** Links that are about one platform of an image. */
const PLATFORM_LINKS: readonly string[] = ['sbom', 'revocation']

/** The chain as a tree for a terminal or a log, one link a line; what does not hold comes with what to do about it. */
export function chainTree(chain: Chain, paint: Paint = PLAIN): string {
  const legend = paint.dim(
    '✓ signed and verified now   • recorded in Git or registry   – nothing there   ✗ does not hold',
  )
  const trees = chain.images.flatMap((image) => ['', ...imageTree(image, paint)])
  return [...trees, '', legend].join('\n').trimStart()
}

function imageTree(image: ImageChain, paint: Paint): readonly string[] {
  const groups = chainGroups(image)
  return [
    paint.bold(visible(`${image.name}@${image.digest}`)),
    ...groups.flatMap((group, index) => branch(groupLines(group, paint), index === groups.length - 1)),
  ]
}

function groupLines({ title, links }: ChainGroup, paint: Paint): readonly string[] {
  return [
    paint.bold(visible(title)),
    ...links.flatMap((link, index) => branch(linkLines(link, paint), index === links.length - 1)),
  ]
}

function linkLines(link: ChainLink, paint: Paint): readonly string[] {
  const { state, link: name, fact, code, remedy } = link
  const holds = state !== 'missing' && state !== 'broken'
  const sign = holds
    ? (state === 'verified' ? paint.good : paint.dim)(CHAIN_SIGNS[state])
    : paint.bad(CHAIN_SIGNS[state])
  const line = `${sign} ${nameOf(name, link).padEnd(NAME_WIDTH)} ${clip(fact)}`
  return [
    state === 'absent' ? paint.dim(line) : line,
    ...evidenceLine(link).map((text) => paint.dim(`  ${' '.repeat(NAME_WIDTH)} ${text}`)),
    ...(holds ? [] : [`  ${paint.bad(code)}`, `  what to do: ${clip(remedy)}`]),
  ]
}

function nameOf(name: string, { at }: ChainLink): string {
  return PLATFORM_LINKS.includes(name) && at !== '' ? `${name} ${visible(at)}` : name
}

/** Only what is not in the fact already: manifests by their first digits, and entries of the log. */
function evidenceLine({ evidence }: ChainLink): readonly string[] {
  const shown = evidence.flatMap(({ kind, value }) => {
    if (kind === 'manifest') return [`manifest ${visible(value).slice(0, 19)}`]
    return kind === 'log-entry' ? [`log entry ${visible(value)}`] : []
  })
  return shown.length === 0 ? [] : [shown.slice(0, 4).join(', ')]
}
