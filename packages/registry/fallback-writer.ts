import { pinImage, type Digest, type ImageName } from '@promo/core'
import { unknownContent } from './answers.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { fallbackTag } from './evidence-tags.ts'
import { mergeIntoIndex, readFallback } from './fallback-index.ts'
import type { Manifest } from './manifest.ts'
import { putManifest, resolveManifest } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import { createSerial } from './serial.ts'
import type { Session } from './session.ts'

/** Adds referrers to the fallback tag of a subject, and does not return before a reader sees them. */
export interface FallbackWriter {
  /** Throws `referrers-invalid` when the tag holds something else, `registry-lagging` when the entries do not appear. */
  add(name: ImageName, subject: Digest, entries: readonly Descriptor[]): Promise<void>
}

const ATTEMPTS = 8

/**
 * The tag is one document that several writers replace (OCI distribution-spec, "Referrers Tag Schema", has no lock):
 * writes of this process go one after the other, each with a condition where the registry knows conditions, and are read
 * back and merged again until they stay. What waits for its turn goes along with the next write. Everything this process
 * wrote is merged every time, since a registry that lags may show an index from before the last write.
 */
export function createFallbackWriter(session: Session): FallbackWriter {
  const serial = createSerial()
  const subjects = new Map<string, Entries>()

  async function write(name: ImageName, subject: Digest, entries: readonly Descriptor[]): Promise<void> {
    let gone: ReadonlySet<Digest> = new Set()
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await pauseBefore(attempt, session.clock)
      const found = await readFallback(session, name, subject, true)
      const merged = mergeIntoIndex(found?.manifest.bytes, entries, gone)
      if (merged === undefined) return
      const condition = found === undefined ? absentAt(attempt) : conditionOf(found.etag)
      const to = { tag: fallbackTag(subject), condition }
      const refusal = await putManifest(session, name, merged, to).then(() => undefined, unknownContent)
      if (refusal !== undefined) gone = await findGone(session, name, merged, refusal)
      const after = await readFallback(session, name, subject, true)
      if (after !== undefined && mergeIntoIndex(after.manifest.bytes, entries, gone) === undefined) return
      session.log(`${name}:${fallbackTag(subject)}: written entries are not visible yet`)
    }
    const facts = { name, subject, entries: entries.map(({ digest }) => digest) }
    throw registryError('registry-lagging', facts, `${name}:${fallbackTag(subject)} does not show what was written`)
  }

  return {
    add: (name, subject, entries) => {
      const { origin, repository } = session.endpoint(name)
      const key = `${origin}/${repository}@${subject}`
      const { written, waiting } = subjects.get(key) ?? noEntries()
      subjects.set(key, { written, waiting })
      for (const entry of entries) waiting.set(entry.digest, entry)
      return serial.run(key, async () => {
        if (!entries.some(({ digest }) => waiting.has(digest))) return
        const taken = new Map(waiting)
        for (const [digest, entry] of taken) written.set(digest, entry)
        await write(name, subject, [...written.values()])
        for (const digest of taken.keys()) waiting.delete(digest)
      })
    },
  }
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

/** GitLab's tag exists for reading without ever being written, so the condition is given up when it does not help. */
function absentAt(attempt: number): 'absent' | undefined {
  return attempt <= 2 ? 'absent' : undefined
}

function conditionOf(etag: string | null): { readonly etag: string } | undefined {
  return etag === null ? undefined : { etag }
}
