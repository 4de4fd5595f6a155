import type { SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import type { Store } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

/** The refusal of content that a repository has no room for. */
export function overQuota(
  repository: string,
  bytes: Uint8Array,
  store: Store,
  { quota }: RegistrySwitches,
): SandboxResponse | undefined {
  if (quota.bytes === Infinity) return undefined
  if (heldBy(repository, store) + bytes.byteLength <= quota.bytes) return undefined
  return errorAnswer(quota.status, 'DENIED', 'the repository would exceed its configured upper limit')
}

function heldBy(repository: string, { repositories, content }: Store): number {
  const owned = repositories.get(repository)
  const blobs = [...(owned?.blobs ?? [])].map((digest) => content.get(digest)?.byteLength ?? 0)
  const manifests = [...(owned?.manifests.values() ?? [])].map(({ bytes }) => bytes.byteLength)
  return [...blobs, ...manifests].reduce((sum, size) => sum + size, 0)
}
