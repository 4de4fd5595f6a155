import { isPromoError, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import type { ContentSource } from './copy-source.ts'
import type { Descriptor } from './descriptor.ts'
import { isNonDistributable } from './media-types.ts'

interface BlobCounts {
  blobs: number
  mounted: number
  bytes: number
}

export interface BlobCopier {
  /** Places all of these blobs, mounted where the registry does that. */
  copy(blobs: readonly Descriptor[]): Promise<void>
}

const PARALLEL_BLOBS = 4

export function createBlobCopier(
  client: RegistryClient,
  source: ContentSource,
  to: ImageName,
  counts: BlobCounts,
): BlobCopier {
  const limit = pLimit(PARALLEL_BLOBS)
  const mount = source.repository === undefined ? {} : { mountFrom: source.repository }

  async function copyBlob(blob: Descriptor): Promise<void> {
    const { digest, size } = blob
    const placed = await client.putBlob(to, { digest, size, open: () => source.blob(blob), ...mount })
    if (placed === 'mounted') counts.mounted += 1
    if (placed !== 'uploaded') return
    counts.blobs += 1
    counts.bytes += size
  }

  return {
    copy: async (blobs) => {
      const distinct = new Map(blobs.map((blob) => [blob.digest, blob]))
      const copies = [...distinct.values()].map((blob) => limit(() => copyBlob(blob).catch(unlessForeign(blob))))
      await Promise.all(copies)
    },
  }
}

/** A layer that may not be distributed need not be in the registry; its `urls` are never followed. */
function unlessForeign(blob: Descriptor): (error: unknown) => void {
  return (error) => {
    if (!isNonDistributable(blob.mediaType) || !isPromoError(error) || error.code !== 'blob-missing') throw error
  }
}
