import type { Clock } from '@promo/core'
import type { PutCondition, TaggedManifest } from './manifests.ts'

/**
 * What a writer does who replaces a document under a tag while others may do the same: no registry has a lock for that. The
 * document is read, changed and put, under a condition where the registry knows conditions, and must stay.
 */
export const SHARED_TAG_ATTEMPTS = 8

/** Longest wait for the writes of others. */
const SETTLE_LIMIT_MS = 2000

/** That the tag still names what was read; no condition where the registry gave no entity tag. */
export function unchangedSince(found: Pick<TaggedManifest, 'etag'> | undefined, attempt: number): PutCondition {
  if (found !== undefined) return found.etag === null ? undefined : { etag: found.etag }
  // GitLab's tag exists for reading without ever being written, so the condition is given up when it does not help.
  return attempt <= 2 ? 'absent' : undefined
}

/**
 * Whether what was written is shown at once, and after as much time again as passed since the write was `begun`, or `times` as
 * much: who read the tag before may still put an older document over it, and takes about as long for that.
 */
export async function stays(clock: Clock, begun: Date, isShown: () => Promise<boolean>, times = 1): Promise<boolean> {
  if (!(await isShown())) return false
  const writeMs = clock.now().getTime() - begun.getTime()
  await clock.sleep(Math.min(times * writeMs, SETTLE_LIMIT_MS))
  return isShown()
}
