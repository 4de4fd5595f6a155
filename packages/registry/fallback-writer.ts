import { parseImageReference, pinImage, type Digest, type ImageName } from '@promo/core'
import type { Descriptor } from './descriptor.ts'
import { placeOf } from './endpoint.ts'
import { registryError } from './errors.ts'
import { fallbackTag } from './evidence-tags.ts'
import { mergeIntoIndex, readFallback, type FallbackIndex } from './fallback-index.ts'
import type { Manifest } from './manifest.ts'
import { unknownContent } from './manifest-refusal.ts'
import { putManifest, resolveManifest, type PutCondition } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import { createSerial } from './serial.ts'
import type { Session } from './session.ts'
import { SHARED_TAG_ATTEMPTS, stays, unchangedSince } from './shared-tag.ts'

/** Changes the fallback tag of a subject, and does not return before a reader sees the change. */
export interface FallbackWriter {
  /** Throws `referrers-invalid` when the tag holds something else, `registry-lagging` when the entries do not appear. */
  add(name: ImageName, subject: Digest, entries: readonly Descriptor[]): Promise<void>
  /** Leaves one entry out; nothing is written where the tag does not name it. Throws as `add` does. */
  remove(name: ImageName, subject: Digest, entry: Digest): Promise<void>
}

/**
 * The tag is one document that several writers replace (OCI distribution-spec, "Referrers Tag Schema", has no lock):
 * writes of this process go one after the other, and are merged again until they stay. What waits for its turn goes along
 * with the next write. Everything this process wrote is merged every time, since a registry that lags may show an index from
 * before the last write.
 */
export function createFallbackWriter(session: Session): FallbackWriter {
  const serial = createSerial()
  const subjects = new Map<string, Entries>()

  async function write(name: ImageName, subject: Digest, { entries, removed }: Change): Promise<void> {
    let gone: ReadonlySet<Digest> = removed
    for (let attempt = 1; attempt <= SHARED_TAG_ATTEMPTS; attempt += 1) {
      await pauseBefore(attempt, session.clock)
      const begun = session.clock.now()
      const found = await readFallback(session, name, subject, true)
      if (found === undefined && entries.length === 0) return
      const merged = mergeIntoIndex(found?.manifest.bytes, entries, gone)
      if (merged === undefined) return
      if (removed.size > 0 && (await hasMoved(session, name, subject, found))) continue
      const condition = unchangedSince(found, attempt)
      gone = gone.union(await putIndex(session, name, merged, { tag: fallbackTag(subject), condition }))
      const change = { entries, removed: gone }
      if (await stays(session.clock, begun, () => isShown(session, name, subject, change))) return
      session.log(`${name}:${fallbackTag(subject)}: written entries are not visible yet`)
    }
    const facts = { name, subject, entries: entries.map(({ digest }) => digest), removed: [...removed] }
    throw registryError('registry-lagging', facts, `${name}:${fallbackTag(subject)} does not show what was written`)
  }

  function keyOf(name: ImageName, subject: Digest): string {
    return `${placeOf(session.endpoint(name))}@${subject}`
  }

  return {
    add: (name, subject, entries) => {
      const key = keyOf(name, subject)
      const { written, waiting } = subjects.get(key) ?? noEntries()
      subjects.set(key, { written, waiting })
      for (const entry of entries) waiting.set(entry.digest, entry)
      return serial.run(key, async () => {
        if (!entries.some(({ digest }) => waiting.has(digest))) return
        const taken = new Map(waiting)
        for (const [digest, entry] of taken) written.set(digest, entry)
        await write(name, subject, { entries: [...written.values()], removed: new Set() })
        for (const digest of taken.keys()) waiting.delete(digest)
      })
    },
    remove: (name, subject, entry) => {
      const key = keyOf(name, subject)
      return serial.run(key, async () => {
        const { written, waiting } = subjects.get(key) ?? noEntries()
        written.delete(entry)
        waiting.delete(entry)
        await write(name, subject, { entries: [...written.values()], removed: new Set([entry]) })
      })
    },
  }
}

/** Puts the index; gives what it names and the registry no longer has, where it is refused for that. */
async function putIndex(
  session: Session,
  name: ImageName,
  index: Manifest,
  to: { readonly tag: string; readonly condition: PutCondition },
): Promise<ReadonlySet<Digest>> {
  const refusal = await putManifest(session, name, index, to).then(() => undefined, unknownContent)
  return refusal === undefined ? new Set() : findGone(session, name, index, refusal)
}

async function isShown(
  session: Session,
  name: ImageName,
  subject: Digest,
  { entries, removed }: Change,
): Promise<boolean> {
  const after = await readFallback(session, name, subject, true)
  return after !== undefined && mergeIntoIndex(after.manifest.bytes, entries, removed) === undefined
}

interface Change {
  /** What is to be listed. */
  readonly entries: readonly Descriptor[]
  /** What is not to be listed any more. */
  readonly removed: ReadonlySet<Digest>
}

/**
 * A second look just before an index is replaced by a shorter one: many registries know no conditions, and an entry that came
 * in between would be lost. Whoever added it looks again too (`stays`).
 */
async function hasMoved(
  session: Session,
  name: ImageName,
  subject: Digest,
  seen: FallbackIndex | undefined,
): Promise<boolean> {
  const now = await resolveManifest(session, parseImageReference(`${name}:${fallbackTag(subject)}`))
  return now?.digest !== seen?.manifest.digest
}

/** Of one fallback tag, by digest. */
interface Entries {
  /** All that this process ever wrote there. */
  readonly written: Map<Digest, Descriptor>
  /** Asked for and not seen in the tag yet. */
  readonly waiting: Map<Digest, Descriptor>
}

function noEntries(): Entries {
  return { written: new Map(), waiting: new Map() }
}

/** Listed manifests that were deleted: strict registries refuse every index that still names them. */
async function findGone(
  session: Session,
  name: ImageName,
  index: Manifest,
  refusal: Error,
): Promise<ReadonlySet<Digest>> {
  const listed = index.content.kind === 'index' ? index.content.manifests : []
  const gone = new Set<Digest>()
  for (const { digest } of listed) {
    if ((await resolveManifest(session, pinImage(name, digest))) === undefined) gone.add(digest)
  }
  if (gone.size === 0) throw refusal
  session.log(`${name}: ${gone.size} listed manifests are gone and are not listed again`)
  return gone
}
