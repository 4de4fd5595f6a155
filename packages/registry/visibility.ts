import { pinImage, type Digest, type ImageName } from '@promo/core'
import { registryError } from './errors.ts'
import type { Manifest } from './manifest.ts'
import { getManifest, putManifest, resolveManifest } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import type { Session } from './session.ts'

/** About half a minute in all: GHCR has shown a manifest seconds after it took it. */
const ATTEMPTS = 8

/** Returns when the registry shows the manifest; `registry-lagging` when it does not within the read-after-write window. */
export async function waitForManifest(session: Session, name: ImageName, digest: Digest): Promise<void> {
  await shown(session, name, digest, () => resolveManifest(session, pinImage(name, digest)))
}

/** The same, and the bytes are read and hashed. What is not shown is put once more (rule `lost-meanwhile`). */
export async function readBackManifest(session: Session, name: ImageName, manifest: Manifest): Promise<void> {
  await shown(session, name, manifest.digest, async (attempt) => {
    if (attempt > 1) await putManifest(session, name, manifest)
    return getManifest(session, name, manifest.digest)
  })
}

async function shown(
  { clock }: Session,
  name: ImageName,
  digest: Digest,
  look: (attempt: number) => Promise<object | undefined>,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, clock)
    if ((await look(attempt)) !== undefined) return
  }
  throw registryError('registry-lagging', { name, digest }, `${name} does not show ${digest}`)
}
