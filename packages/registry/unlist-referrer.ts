import type { Digest, ImageName } from '@promo/core'
import { deleteManifest } from './delete-manifest.ts'
import { placeOf } from './endpoint.ts'
import { registryError } from './errors.ts'
import { getManifest } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import type { ReferrerPorts } from './put-referrers.ts'
import { listReferrers, type ReferrerSources } from './referrers.ts'
import type { Session } from './session.ts'

const GONE_ATTEMPTS = 8

/**
 * Takes a manifest off the referrers of a subject: out of the fallback tag, whose other entries stay, and where the registry
 * lists referrers itself by deleting the manifest, since nothing else ends its being listed. The tag goes first: an index
 * that names what is gone would be worse than one that lacks what is there. A registry without the API keeps the manifest.
 * Reads back before it returns. Twice is as once. Throws `manifest-unexpected` for what does not refer to the subject,
 * `registry-lagging` while it is listed still, and the codes of a registry that refuses.
 */
export async function unlistReferrer(
  { session, api, fallback, turns }: ReferrerPorts,
  name: ImageName,
  subject: Digest,
  referrer: Digest,
): Promise<void> {
  await assertRefers(session, name, subject, referrer)
  await fallback.remove(name, subject, referrer)
  await turns.run(`${placeOf(session.endpoint(name))}@${subject}`, async () => {
    const listed = await api.list(name, subject)
    if (listed?.some(({ digest }) => digest === referrer) === true) await deleteManifest(session, name, referrer)
  })
  await waitUntilGone({ session, api }, name, subject, referrer)
}

/** A digest that names something else, an image perhaps, is never deleted. */
async function assertRefers(session: Session, name: ImageName, subject: Digest, referrer: Digest): Promise<void> {
  const found = await getManifest(session, name, referrer)
  if (found === undefined || found.manifest.content.subject?.digest === subject) return
  const text = `${name}@${referrer} does not refer to ${subject}`
  throw registryError('manifest-unexpected', { name, subject, referrer }, text)
}

async function waitUntilGone(
  sources: ReferrerSources,
  name: ImageName,
  subject: Digest,
  referrer: Digest,
): Promise<void> {
  for (let attempt = 1; attempt <= GONE_ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, sources.session.clock)
    const listed = await listReferrers(sources, name, subject)
    if (!listed.some(({ digest }) => digest === referrer)) return
  }
  throw registryError('registry-lagging', { name, subject, referrer }, `${name} lists ${referrer} for ${subject} still`)
}
