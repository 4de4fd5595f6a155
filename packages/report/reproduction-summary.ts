import type { EntryDifference, LayerDifference, PlatformComparison, Reproduction, ReproductionCause } from '@promo/core'
import { blocks, bullets, code, details, heading, joined, md, table, type Content, type Markdown } from './markdown.ts'
import { prose } from './prose.ts'
import { plural, shortDigest } from './wording.ts'

/** What a cause is, and what mends it. */
const CAUSES: Readonly<Record<ReproductionCause, string>> = {
  'platform-set': 'the builds have other platforms: name them in `platforms`.',
  'layer-count': 'the builds have another number of layers: a base image moved between them; pin it by digest.',
  'file-set': 'files were added or are missing: pin what the build downloads, and name no file by time or chance.',
  'file-content':
    'files have other content: pin base images by digest and packages by version, and take times from SOURCE_DATE_EPOCH.',
  'file-attributes':
    'modes, owners or other attributes differ: set them where files are copied (`--chown`, `--chmod`).',
  'file-time':
    'files have other times: let the build see the commit (checkout) or give it SOURCE_DATE_EPOCH. The driver `docker` of buildx writes neither into files: use another.',
  config: 'the configuration of the image differs: write no time, host or random value into labels and variables.',
  'config-time':
    'the configuration holds the time of the build: let the build see the commit (checkout) or give it SOURCE_DATE_EPOCH, which BuildKit knows since 0.11.',
  packing: 'the same files are packed otherwise: let the builder sort entries and compress with one release and level.',
  unread: 'a layer could not be compared entry by entry.',
}

/** Causes that fit into one annotation. */
const WARNED = 3

/** Layers that fit into one cell. */
const NAMED_LAYERS = 3

/** The first causes with their remedies, for an annotation. */
export function reproductionWarning({ causes, first, second }: Reproduction): string {
  const named = causes.slice(0, WARNED).map((cause) => `- ${CAUSES[cause]}`)
  const more = causes.length - named.length
  const rest = more > 0 ? [`- and ${plural(more, 'more cause')}`] : []
  return [`Not reproduced: a second build gave ${second}, not ${first}.`, ...named, ...rest].join('\n')
}

/** What a second build gave, platform by platform, and what to do about it. */
export function reproductionSummary({ reproduced, causes, platforms }: Reproduction): Markdown {
  if (reproduced)
    return blocks(
      heading(4, 'Reproduced'),
      md`A second, cold build gave the same config and layers, byte by byte: ${joined(platforms.map(({ platform }) => platform))}.`,
    )
  return blocks(
    heading(4, 'Not reproduced: a second, cold build gave other bytes'),
    table(
      ['Platform', 'Reproduced', 'Config', 'Layers'],
      platforms.map((each) => [each.platform, ...platformCells(each)]),
    ),
    bullets(causes.map((cause) => prose(CAUSES[cause]))),
    ...platforms.flatMap(({ platform, layers }) => layers.map((layer) => layerDetails(platform, layer))),
  )
}

function platformCells({ reproduced, only, config, layers }: PlatformComparison): readonly Content[] {
  if (only !== undefined) return ['no', '', `only the ${only} build has it`]
  return [reproduced ? 'yes' : 'no', configCell(config), layersCell(layers)]
}

/** The list of layers follows the layers: that it differs says nothing more. */
function configCell(config: readonly string[]): Content {
  const own = config.filter((pointer) => !pointer.startsWith('/rootfs/diff_ids'))
  return own.length === 0 ? 'same' : code(own.map((pointer) => pointer || 'the whole').join(', '))
}

/** Of each layer the first file that differs, or else its first entry, so that a person need not unfold the rest. */
function layersCell(layers: readonly LayerDifference[]): Content {
  if (layers.length === 0) return 'same'
  const named = layers.slice(0, NAMED_LAYERS).map((layer) => md`layer ${layer.index + 1}: ${firstDifference(layer)}`)
  const more = layers.length - named.length
  return joined(more > 0 ? [...named, `and ${plural(more, 'more layer')}`] : named, '; ')
}

function firstDifference({ first, second, entries, differing, unread }: LayerDifference): Content {
  if (first === null || second === null) return `only in the ${first === null ? 'second' : 'first'} build`
  const entry = entries.find(({ path }) => !path.endsWith('/')) ?? entries[0]
  if (unread !== undefined) return unread
  if (entry === undefined) return differing === 0 ? 'packed otherwise' : counted(differing)
  const more = differing - 1
  const named = md`${code(entry.path)} (${words(entry)})`
  return more > 0 ? md`${named} and ${more} more` : named
}

function layerDetails(
  platform: string,
  { index, first, second, entries, differing, unread }: LayerDifference,
): Markdown {
  const title = `${platform}, layer ${index + 1}: ${unread ?? counted(differing)}`
  const rest = differing - entries.length
  return details(
    title,
    blocks(
      md`First build ${layerName(first)}, second build ${layerName(second)}.`,
      table(
        ['Path', 'Differs in'],
        entries.map((entry) => [code(entry.path), words(entry)]),
      ),
      rest > 0 ? md`_and ${rest} more_` : md``,
    ),
  )
}

function layerName(digest: LayerDifference['first']): Content {
  return digest === null ? 'none' : shortDigest(digest)
}

function counted(differing: number): string {
  return plural(differing, 'entry', 'entries')
}

function words({ change, attributes }: EntryDifference): string {
  return change === 'changed' ? attributes.join(', ') : change
}
