import type { Digest, ImageName } from '@promo/core'
import { answerError } from './answers.ts'
import type { Session } from './session.ts'

const DONE: ReadonlySet<number> = new Set([200, 202, 204])
/** It is gone already: an earlier run, or somebody else, was faster. */
const GONE: ReadonlySet<number> = new Set([404, 410])

/**
 * OCI distribution-spec, "Deleting Manifests": the manifest, and every tag that names it. One that is not there is deleted.
 * Throws `registry-refused` where the registry deletes nothing (405: GHCR, distribution as it comes), `registry-unauthorized`
 * where these credentials may not.
 */
export async function deleteManifest(session: Session, name: ImageName, digest: Digest): Promise<void> {
  const response = await session.request({ name, path: `manifests/${digest}`, method: 'DELETE', access: 'delete' })
  if (DONE.has(response.status) || GONE.has(response.status)) return
  throw answerError(response, `delete ${name}@${digest}`)
}
