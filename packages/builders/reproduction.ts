import {
  parseJson,
  REPRODUCTION_CAUSES,
  type JsonValue,
  type LayerDifference,
  type PlatformComparison,
  type Reproduction,
  type ReproductionCause,
} from '@promo/core'
import {
  isNonDistributable,
  runnablePlatforms,
  type ContentSource,
  type Descriptor,
  type ImageContent,
} from '@promo/registry'
import { jsonDifferences } from './json-differences.ts'
import { compareLayers, type DifferenceKind } from './layer-differences.ts'
import { pairPlatforms, type PlatformPair } from './platform-pairs.ts'

/** A person reads the first ones; the whole document stays below 2 MB. */
const SHOWN_IN_LAYER = 100
const SHOWN_IN_ALL = 1000
const SHOWN_POINTERS = 100
/** As what reads a platform from it (`packages/registry`). */
const CONFIG_LIMIT = 4 * 1024 * 1024

export type BuildComparison = Pick<Reproduction, 'reproduced' | 'causes' | 'platforms' | 'first' | 'second'>

/**
 * Holds two builds of one image against each other, platform by platform: the bytes of the config and of every layer, in their
 * order, and where those differ the JSON pointers and the tar entries that do. Not compared are attestation manifests and
 * annotations, which carry the time of the build, and media types, which name the same bytes by Docker's or OCI's name.
 * Only layers that differ are read. Throws what reading either side throws.
 */
export async function compareBuilds(first: ContentSource, second: ContentSource): Promise<BuildComparison> {
  const roots = [await first.root(), await second.root()] as const
  const [left, right] = [await first.manifest(roots[0]), await second.manifest(roots[1])]
  const pairs = pairPlatforms(await runnablePlatforms(first, left), await runnablePlatforms(second, right))
  const comparison: Comparison = { first, second, causes: new Set(), shown: 0 }
  const platforms: PlatformComparison[] = []
  for (const pair of pairs) platforms.push(await comparePlatform(pair, comparison))
  return {
    first: left.digest,
    second: right.digest,
    reproduced: platforms.length > 0 && platforms.every(({ reproduced }) => reproduced),
    causes: REPRODUCTION_CAUSES.filter((cause) => comparison.causes.has(cause)),
    platforms,
  }
}

interface Comparison {
  readonly first: ContentSource
  readonly second: ContentSource
  readonly causes: Set<ReproductionCause>
  /** Entries shown so far. */
  shown: number
}

async function comparePlatform(pair: PlatformPair, comparison: Comparison): Promise<PlatformComparison> {
  const { platform } = pair
  if (pair.first === undefined || pair.second === undefined) {
    comparison.causes.add('platform-set')
    const only = pair.first === undefined ? 'second' : 'first'
    return { platform, reproduced: false, only, config: [], layers: [] }
  }
  const first = await imageOf(comparison.first, pair.first)
  const second = await imageOf(comparison.second, pair.second)
  const config = await compareConfigs(first.config, second.config, comparison)
  const layers = await compareLayerLists(first.layers, second.layers, comparison)
  return { platform, reproduced: config.length === 0 && layers.length === 0, config: [...config], layers: [...layers] }
}

type Place = Pick<Descriptor, 'digest' | 'mediaType'>

async function imageOf(source: ContentSource, place: Place): Promise<Pick<ImageContent, 'config' | 'layers'>> {
  const { content } = await source.manifest(place)
  if (content.kind === 'image') return content
  return { config: { ...place, size: 0 }, layers: [] }
}

async function compareConfigs(
  first: Descriptor,
  second: Descriptor,
  comparison: Comparison,
): Promise<readonly string[]> {
  if (first.digest === second.digest) return []
  const [left, right] = [await readConfig(comparison.first, first), await readConfig(comparison.second, second)]
  const pointers = left === undefined || right === undefined ? [] : jsonDifferences(left, right, SHOWN_POINTERS)
  for (const cause of pointers.flatMap(causeOfPointer)) comparison.causes.add(cause)
  if (pointers.length > 0) return pointers
  comparison.causes.add('config')
  return ['']
}

/** The list of layers in the config follows the layers: it is no cause of its own. */
function causeOfPointer(pointer: string): readonly ReproductionCause[] {
  if (pointer.startsWith('/rootfs/diff_ids')) return []
  return /^\/(?:created|history\/[0-9]+\/created)$/.test(pointer) ? ['config-time'] : ['config']
}

/** Undefined for what is no JSON: then only the whole can be named. */
async function readConfig(source: ContentSource, { digest, size }: Descriptor): Promise<JsonValue | undefined> {
  if (size > CONFIG_LIMIT) return undefined
  const chunks: Uint8Array[] = []
  for await (const chunk of source.blob({ digest, size })) chunks.push(chunk)
  try {
    return parseJson(Buffer.concat(chunks), { maxBytes: CONFIG_LIMIT })
  } catch {
    return undefined
  }
}

async function compareLayerLists(
  first: readonly Descriptor[],
  second: readonly Descriptor[],
  comparison: Comparison,
): Promise<readonly LayerDifference[]> {
  if (first.length !== second.length) comparison.causes.add('layer-count')
  const differences: LayerDifference[] = []
  for (let index = 0; index < Math.max(first.length, second.length); index += 1) {
    if (first[index]?.digest === second[index]?.digest) continue
    differences.push({ index, ...(await compareLayer(first[index], second[index], comparison)) })
  }
  return differences
}

async function compareLayer(
  first: Descriptor | undefined,
  second: Descriptor | undefined,
  comparison: Comparison,
): Promise<Omit<LayerDifference, 'index'>> {
  if (first === undefined || second === undefined)
    return { first: first?.digest ?? null, second: second?.digest ?? null, entries: [], differing: 0 }
  return { first: first.digest, second: second.digest, ...(await compareContents(first, second, comparison)) }
}

async function compareContents(
  first: Descriptor,
  second: Descriptor,
  comparison: Comparison,
): Promise<Pick<LayerDifference, 'entries' | 'differing' | 'unread'>> {
  if (isNonDistributable(first.mediaType) || isNonDistributable(second.mediaType)) {
    comparison.causes.add('unread')
    return { entries: [], differing: 0, unread: 'a layer that is not distributed' }
  }
  const room = Math.min(SHOWN_IN_LAYER, SHOWN_IN_ALL - comparison.shown)
  const { entries, differing, kinds, unread } = await compareLayers(
    comparison.first.blob(first),
    comparison.second.blob(second),
    room,
  )
  comparison.shown += entries.length
  for (const cause of causesOfEntries(kinds, differing, unread)) comparison.causes.add(cause)
  return { entries: [...entries], differing, ...(unread === undefined ? {} : { unread }) }
}

/** The same entries in another order, or packed otherwise, give other bytes too. */
function causesOfEntries(
  kinds: ReadonlySet<DifferenceKind>,
  differing: number,
  unread: string | undefined,
): readonly ReproductionCause[] {
  if (unread !== undefined) return ['unread']
  return differing === 0 ? ['packing'] : [...kinds].map(causeOfKind)
}

function causeOfKind(kind: DifferenceKind): ReproductionCause {
  if (kind === 'added' || kind === 'removed') return 'file-set'
  if (kind === 'content' || kind === 'size' || kind === 'link') return 'file-content'
  return kind === 'mtime' ? 'file-time' : 'file-attributes'
}
