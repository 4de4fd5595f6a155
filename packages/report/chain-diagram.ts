import type { ChainLink, ImageChain } from '@promo/core'
import { CHAIN_SIGNS, isHole } from './chain-words.ts'
import { visible } from './escape.ts'
import { Markdown } from './markdown.ts'

interface Node {
  readonly lines: readonly string[]
  readonly isHole: boolean
}

/**
 * The chain as a flowchart that GitHub draws: change → commit → run → digest → environments. Labels hold nothing but
 * letters, digits and a few signs: what Mermaid would read as markup cannot get in.
 */
export function chainDiagram({ digest, leg, name, links }: ImageChain): Markdown {
  const environments = [...new Set(links.filter(({ link }) => link === 'environment').map(({ at }) => at))].toReversed()
  const nodes: readonly Node[] = [
    ...oneNode(links, 'change', (link) => ['pull request', numberOf(link)]),
    ...oneNode(links, 'source', (link) => ['commit', (link.details['commit'] ?? '').slice(0, 12)]),
    ...oneNode(links, 'run', (link) => ['run', /\/runs\/(\d+)/.exec(link.fact)?.[1] ?? '']),
    digestNode(links, [leg ?? name, digest.slice(0, 19)]),
    ...environments.map((environment) => environmentNode(environment, links)),
  ]
  const shown = nodes.map((node, index) => `  n${String(index)}["${node.lines.map(label).join('<br/>')}"]`)
  const arrows = nodes.slice(1).map((_, index) => `  n${String(index)} --> n${String(index + 1)}`)
  const holes = nodes.flatMap((node, index) => (node.isHole ? [`  class n${String(index)} hole`] : []))
  const style = '  classDef hole stroke:#d1242f,stroke-width:3px,stroke-dasharray:6 3'
  return new Markdown(['```mermaid', 'flowchart LR', ...shown, ...arrows, style, ...holes, '```'].join('\n'))
}

function oneNode(
  links: readonly ChainLink[],
  name: ChainLink['link'],
  lines: (link: ChainLink) => readonly string[],
): readonly Node[] {
  const found = links.find(({ link, state }) => link === name && state !== 'absent')
  return found === undefined ? [] : [{ lines: lines(found), isHole: isHole(found) }]
}

const ON_DIGEST: readonly ChainLink['link'][] = [
  'image',
  'revocation',
  'signature',
  'provenance',
  'scan',
  'refusal',
  'tests',
  'sbom',
]

function digestNode(links: readonly ChainLink[], title: readonly string[]): Node {
  const found = links.filter(({ link, state }) => ON_DIGEST.includes(link) && state !== 'absent')
  const names = [...new Set(found.map(({ link }) => link))]
  const signed = names.map((name) => {
    const worst = found.find((link) => link.link === name && isHole(link)) ?? found.find((link) => link.link === name)
    return worst === undefined ? name : `${CHAIN_SIGNS[worst.state]} ${name}`
  })
  return { lines: [...title, ...signed], isHole: found.some(isHole) }
}

function environmentNode(environment: string, links: readonly ChainLink[]): Node {
  const own = links.filter(({ at, link }) => at === environment && link !== 'sbom')
  const held = own.find(({ link }) => link === 'environment')
  const promotion = own.find(({ link }) => link === 'promotion')
  const marked = own.some(({ link }) => link === 'mark') ? ['marked'] : []
  const came = promotion === undefined ? 'not here' : numberOf(promotion) || 'pushed'
  return { lines: [environment, came, ...marked], isHole: own.some(isHole) || held === undefined }
}

function numberOf(link: ChainLink): string {
  return /^#\d+/.exec(link.fact)?.[0] ?? ''
}

/** Mermaid reads `#` as the start of an entity. */
function label(text: string): string {
  return visible(text)
    .slice(0, 80)
    .replaceAll(/[^\p{L}\p{N} .:/@_✓✗•–#-]/gu, ' ')
    .replaceAll('#', '#35;')
}
