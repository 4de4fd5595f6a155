import { pinImage, type Digest, type ImageName } from '@promo/core'
import type { RegistryClient } from './client.ts'

/**
 * Asks whether a manifest is at the destination of a copy. The first that is asked for is the root: where it is missing, the
 * rest is taken for missing too and put without a question, which changes nothing of what is there.
 */
export function createPresence(client: RegistryClient, to: ImageName): (digest: Digest) => Promise<boolean> {
  let isFresh: boolean | undefined
  return async (digest) => {
    if (isFresh === true) return false
    const isThere = (await client.resolve(pinImage(to, digest))) !== undefined
    isFresh ??= !isThere
    return isThere
  }
}
