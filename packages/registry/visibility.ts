import { pinImage, type Digest, type ImageName } from '@promo/core'
import { registryError } from './errors.ts'
import { resolveManifest } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import type { Session } from './session.ts'

/** About half a minute in all: GHCR has shown a manifest seconds after it took it. */
const ATTEMPTS = 8

/** Returns when the registry shows the manifest; `registry-lagging` when it does not within the read-after-write window. */
export async function waitForManifest(session: Session, name: ImageName, digest: Digest): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, session.clock)
    if ((await resolveManifest(session, pinImage(name, digest))) !== undefined) return
  }
  throw registryError('registry-lagging', { name, digest }, `${name} does not show ${digest}`)
}
