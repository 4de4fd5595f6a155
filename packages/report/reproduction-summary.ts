import type { EntryDifference, LayerDifference, PlatformComparison, Reproduction, ReproductionCause } from '@promo/core'
import { blocks, bullets, code, details, heading, md, table, type Content, type Markdown } from './markdown.ts'
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
    'files have other times: give the build argument SOURCE_DATE_EPOCH, and `rewrite-timestamp=true` where the builder exports.',
  config: 'the configuration of the image differs: write no time, host or random value into labels and variables.',
  'config-time': 'the configuration holds the time of the build: give the build argument SOURCE_DATE_EPOCH.',
  packing: 'the same files are packed otherwise: let the builder sort entries and compress with one release and level.',
  unread: 'a layer could not be compared entry by entry.',
}

/** Causes that fit into one annotation. */
const WARNED = 3

/** The first causes with their remedies, for an annotation. */
export function reproductionWarning({ causes, first, second }: Reproduction): string {
  const named = causes.slice(0, WARNED).map((cause) => `- ${CAUSES[cause]}`)
  const more = causes.length - named.length
  const rest = more > 0 ? [`- and ${plural(more, 'more cause')}`] : []
  return [`Not reproduced: a second build gave ${second}, not ${first}.`, ...named, ...rest].join('\n')
}

/** What a second build gave, platform by platform, and what to do about it. */
export function reproductionSummary({ reproduced, causes, platforms }: Reproduction): Markdown {
  return blocks(
    heading(4, reproduced ? 'Reproduced: a second, cold build gave the same config and layers' : 'Not reproduced'),
    table(
      ['Platform', 'Reproduced', 'Config', 'Layers that differ'],
      platforms.map((each) => [each.platform, ...platformCells(each)]),
    ),
    reproduced ? md`` : bullets(causes.map((cause) => CAUSES[cause])),
    ...platforms.flatMap(({ platform, layers }) => layers.map((layer) => layerDetails(platform, layer))),
  )
}

function platformCells({ reproduced, only, config, layers }: PlatformComparison): readonly Content[] {
  if (only !== undefined) return ['no', '', `only the ${only} build has it`]
  const pointers = config.map((pointer) => pointer || 'the whole').join(', ')
  return [reproduced ? 'yes' : 'no', pointers === '' ? '' : code(pointers), layers.length]
}

function layerDetails(
  platform: string,
  { index, first, second, entries, differing, unread }: LayerDifference,
): Markdown {
  const title = `${platform}, layer ${index + 1}: ${unread ?? plural(differing, 'entry').replace(/entrys$/, 'entries')}`
  const digests = [first, second].map((digest) =>
    digest === null
      ? md`
none
        `
      : shortDigest(digest),
  )
  const rest = differing - entries.length
  return details(
    title,
    blocks(
      md`${digests[0] ?? ''} and ${digests[1] ?? ''}`,
      table(
        ['Path', 'Differs in'],
        entries.map((entry) => [code(entry.path), words(entry)]),
      ),
      rest > 0 ? md`_and ${rest} more_` : md``,
    ),
  )
}

function words({ change, attributes }: EntryDifference): string {
  return change === 'changed' ? attributes.join(', ') : change
}
