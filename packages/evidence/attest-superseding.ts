import { isPromoError, type PinnedImage } from '@promo/core'
import pLimit from 'p-limit'
import { archiveScans } from './archive.ts'
import { attestImages, PARALLEL_DIGESTS, uniqueImages, type AttestRequest, type WrittenAttestation } from './attest.ts'
import type { WritingPorts } from './ports.ts'

/**
 * Attests scans as `attestImages` does, with its codes, and then archives those of the same signer that they supersede; also
 * before, when the budget of referrers is spent. An archive that cannot be written refuses nothing: it is a warning.
 */
export async function attestSuperseding(
  request: AttestRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const written = await attestImages(request, ports).catch(async (error: unknown) => {
    if (!isPromoError(error) || error.code !== 'evidence-budget-spent') throw error
    if ((await archiveAll(request.images, ports)) === 0) throw error
    return attestImages(request, ports)
  })
  await archiveAll(request.images, ports)
  return written
}

async function archiveAll(images: readonly PinnedImage[], ports: WritingPorts): Promise<number> {
  const limit = pLimit(PARALLEL_DIGESTS)
  const archived = await Promise.all(uniqueImages(images).map((image) => limit(() => archiveScans(image, ports))))
  return archived.flat().length
}
