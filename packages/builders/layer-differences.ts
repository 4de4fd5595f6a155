import { ENTRY_ATTRIBUTES, type EntryDifference } from '@promo/core'
import { readLayerEntries, type LayerEntry } from './layer-entries.ts'

export interface LayerDifferences {
  /** The first ones, in the order of the second layer and then of what only the first one has. */
  readonly entries: readonly EntryDifference[]
  /** How many differ in all. */
  readonly differing: number
  /** What the differences of all of them are, shown or not. */
  readonly kinds: ReadonlySet<DifferenceKind>
  readonly unread?: string
}

export type DifferenceKind = EntryDifference['change'] | EntryDifference['attributes'][number]

/**
 * Compares two layers entry by entry. One table is held, of the first; nothing of the content. A layer that cannot be read
 * to its end gives `unread` and no differences: half a comparison would name the wrong files.
 */
export async function compareLayers(
  first: AsyncIterable<Uint8Array>,
  second: AsyncIterable<Uint8Array>,
  shown: number,
): Promise<LayerDifferences> {
  const table = new Map<string, LayerEntry>()
  const differences = collector(shown)
  const unread =
    (await readLayerEntries(first, (entry) => table.set(keyOf(entry), entry))) ??
    (await readLayerEntries(second, (entry) => {
      differences.add(differenceOf(table.get(keyOf(entry)), entry))
      table.delete(keyOf(entry))
    }))
  if (unread !== undefined) return { entries: [], differing: 0, kinds: new Set(), unread }
  for (const { path } of table.values()) differences.add({ path, change: 'removed', attributes: [] })
  return differences.found()
}

/** A path may hold any character but NUL. */
function keyOf({ path, occurrence }: LayerEntry): string {
  return `${path}\0${String(occurrence)}`
}

function differenceOf(before: LayerEntry | undefined, { path, attributes }: LayerEntry): EntryDifference | undefined {
  if (before === undefined) return { path, change: 'added', attributes: [] }
  const differ = ENTRY_ATTRIBUTES.filter((name) => before.attributes[name] !== attributes[name])
  return differ.length === 0 ? undefined : { path, change: 'changed', attributes: differ }
}

function collector(shown: number): {
  add(difference: EntryDifference | undefined): void
  found(): LayerDifferences
} {
  const entries: EntryDifference[] = []
  const kinds = new Set<DifferenceKind>()
  let differing = 0
  return {
    add: (difference) => {
      if (difference === undefined) return
      differing += 1
      if (difference.change !== 'changed') kinds.add(difference.change)
      for (const attribute of difference.attributes) kinds.add(attribute)
      if (entries.length < shown) entries.push(difference)
    },
    found: () => ({ entries, differing, kinds }),
  }
}
