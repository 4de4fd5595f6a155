import { isPromoError, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import type { ContentSource } from './copy-source.ts'
import type { TallyWriter } from './copy-tally.ts'
import type { Descriptor } from './descriptor.ts'
import { isNonDistributable } from './media-types.ts'
import type { BlobSource } from './uploads.ts'

export interface BlobCopier {
  /** Places all of these blobs, mounted where the registry does that. `isExpected`: they are likely there. */
  copy(blobs: readonly Descriptor[], isExpected: boolean): Promise<void>
  /** Uploads these, which the registry does not know although it said so, each once. */
  copyAgain(blobs: readonly Descriptor[]): Promise<void>
}

const PARALLEL_BLOBS = 4

export function createBlobCopier(
  client: RegistryClient,
  source: ContentSource,
  to: ImageName,
  tally: TallyWriter,
): BlobCopier {
  const limit = pLimit(PARALLEL_BLOBS)
  /** Layers and the empty configuration of evidence come again and again. */
  const placed = new Map<string, Promise<void>>()
  const again = new Map<string, Promise<void>>()
  const mount = source.repository === undefined ? {} : { mountFrom: source.repository }

  async function copyBlob(blob: Descriptor, how: Pick<BlobSource, 'isExpected' | 'isDoubted'>): Promise<void> {
    const { digest, size } = blob
    const placed = await client.putBlob(to, { digest, size, open: () => source.blob(blob), ...mount, ...how })
    if (placed === 'mounted') tally.addMounted()
    if (placed === 'uploaded') tally.addUploaded(size)
  }

  function place(blob: Descriptor, isExpected: boolean): Promise<void> {
    // What may be left out as one kind of layer has to be there as another.
    const key = `${blob.digest} ${blob.mediaType}`
    const placing = placed.get(key) ?? limit(() => copyBlob(blob, { isExpected }).catch(unlessForeign(blob)))
    placed.set(key, placing)
    return placing
  }

  function placeAgain(blob: Descriptor): Promise<void> {
    const placing =
      again.get(blob.digest) ?? limit(() => copyBlob(blob, { isDoubted: true }).catch(unlessForeign(blob)))
    again.set(blob.digest, placing)
    return placing
  }

  return {
    copyAgain: async (blobs) => {
      await Promise.all(blobs.map(placeAgain))
    },
    copy: async (blobs, isExpected) => {
      await Promise.all(blobs.map((blob) => place(blob, isExpected)))
    },
  }
}

/** A layer that may not be distributed need not be in the registry; its `urls` are never followed. */
function unlessForeign(blob: Descriptor): (error: unknown) => void {
  return (error) => {
    if (!isNonDistributable(blob.mediaType) || !isPromoError(error) || error.code !== 'blob-missing') throw error
  }
}
