import type { Chain, ChainEvidence, ChainLink, ImageChain } from '@promo/core'
import { chainDiagram } from './chain-diagram.ts'
import { CHAIN_SIGNS, chainGroups, chainHeadline, isHole } from './chain-words.ts'
import {
  blocks,
  bullets,
  code,
  details,
  heading,
  joined,
  link,
  md,
  table,
  type Content,
  type Markdown,
} from './markdown.ts'
import { prose } from './prose.ts'
import { plural } from './wording.ts'

/** Pictures of more digests than that make nobody wiser. */
const DIAGRAM_LIMIT = 10

/** What trace found: a picture and a table for each digest, holes first with what to do about them. */
export function chainSummary(chain: Chain): string {
  return String(
    blocks(
      heading(3, chainHeadline(chain)),
      md`Traced from ${code(chain.subject.text)}: ${plural(chain.images.length, 'digest')}.`,
      ...chain.images.map((image, index) => imageSection(image, index < DIAGRAM_LIMIT)),
      md`✓ signed and verified now · • recorded in Git or the registry · – nothing there · ✗ does not hold`,
    ),
  )
}

function imageSection(image: ImageChain, drawn: boolean): Markdown {
  const { leg, name, digest, links } = image
  const holes = links.filter(isHole)
  return blocks(
    heading(4, md`${image.complete ? '✓' : '✗'} ${leg ?? name}`),
    code(`${name}@${digest}`),
    bullets(holes.map(hole)),
    drawn ? chainDiagram(image) : md``,
    ...chainGroups(image).map((group) => details(group.title, linkTable(group.links))),
  )
}

function hole({ link: name, at, code: reason, fact, remedy }: ChainLink): Content {
  const where = at === '' ? code(name) : md`${code(name)} of ${at}`
  return md`**${where}** ${code(reason)}: ${prose(fact)} **What to do:** ${prose(remedy)}`
}

function linkTable(links: readonly ChainLink[]): Markdown {
  return table(
    ['', 'Link', 'Found', 'Look it up'],
    links.map(({ link: name, at, state, fact, evidence }) => [
      CHAIN_SIGNS[state],
      at === '' ? code(name) : md`${code(name)} ${at}`,
      prose(fact),
      joined(evidence.map(place)),
    ]),
  )
}

function place({ kind, value, url }: ChainEvidence): Markdown {
  const label = code(kind === 'log-entry' ? `log ${value}` : kind === 'commit' ? value.slice(0, 12) : value)
  return url === undefined ? label : link(label, url)
}
