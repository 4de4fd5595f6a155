import type { Digest, ImageName } from '@promo/core'
import type { Descriptor } from './descriptor.ts'
import { placeOf } from './endpoint.ts'
import type { FallbackWriter } from './fallback-writer.ts'
import type { Manifest } from './manifest.ts'
import { putManifest } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import type { ReferrerSources } from './referrers.ts'
import type { Serial } from './serial.ts'

export interface ReferrerPorts extends ReferrerSources {
  readonly fallback: FallbackWriter
  /** Of the writes to one subject: olareg loses entries of its own list when they come at the same moment. */
  readonly turns: Serial
}

/** A manifest that has a subject, and how it is listed. */
export interface Referrer {
  readonly manifest: Manifest
  readonly descriptor: Descriptor
}

const LISTED_ATTEMPTS = 5

/**
 * Puts manifests that have a subject, and lists them in the fallback tag of it unless the registry lists them itself.
 * What goes to one subject is listed together: the tag is written once, whatever their number.
 */
export async function putReferrers(
  ports: ReferrerPorts,
  name: ImageName,
  referrers: readonly Referrer[],
): Promise<void> {
  const groups = new Map<Digest, Referrer[]>()
  for (const referrer of referrers) {
    const subject = referrer.manifest.content.subject?.digest
    if (subject === undefined) await putManifest(ports.session, name, referrer.manifest)
    else groups.set(subject, [...(groups.get(subject) ?? []), referrer])
  }
  await Promise.all([...groups].map(([subject, group]) => putForSubject(ports, name, subject, group)))
}

async function putForSubject(
  { session, api, fallback, turns }: ReferrerPorts,
  name: ImageName,
  subject: Digest,
  group: readonly Referrer[],
): Promise<void> {
  const unlisted = await turns.run(`${placeOf(session.endpoint(name))}@${subject}`, async () => {
    const processed: Referrer[] = []
    for (const referrer of group) {
      const put = await putManifest(session, name, referrer.manifest)
      if (put?.subjectProcessed === true) processed.push(referrer)
    }
    const listed = processed.length === 0 ? [] : await findListed({ session, api }, name, subject, processed)
    return group.filter((referrer) => !listed.includes(referrer))
  })
  if (unlisted.length > 0)
    await fallback.add(
      name,
      subject,
      unlisted.map(({ descriptor }) => descriptor),
    )
}

/**
 * Those that the registry lists, at once or soon; what it does not list is put once more. Its header alone is not believed
 * (rules `lying-header`, `lost-meanwhile`).
 */
async function findListed(
  { session, api }: ReferrerSources,
  name: ImageName,
  subject: Digest,
  put: readonly Referrer[],
): Promise<readonly Referrer[]> {
  let found: readonly Referrer[] = []
  for (let attempt = 1; attempt <= LISTED_ATTEMPTS && found.length < put.length; attempt += 1) {
    await pauseBefore(attempt, session.clock)
    const missing = put.filter((referrer) => attempt > 1 && !found.includes(referrer))
    for (const { manifest } of missing) await putManifest(session, name, manifest)
    const listed = await api.list(name, subject)
    if (listed === undefined) return []
    const digests = new Set(listed.map(({ digest }) => digest))
    found = put.filter(({ manifest }) => digests.has(manifest.digest))
  }
  return found
}
