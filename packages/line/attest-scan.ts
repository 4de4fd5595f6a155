import { PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import {
  attestSuperseding,
  scanPredicate,
  type EvidenceFormat,
  type WritingPorts,
  type WrittenAttestation,
} from '@promo/evidence'
import { readScanFile } from './scan-files.ts'

/** Attests to each image the scan of exactly it that the directory holds, passed or not: who signs decides what it may count as. Older ones of the same signer are archived. */
export async function attestScans(
  request: {
    readonly images: readonly PinnedImage[]
    readonly directory: string
    readonly evidenceFormats: readonly EvidenceFormat[]
  },
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const written: WrittenAttestation[] = []
  for (const image of request.images) {
    const { scan } = await readScanFile(request.directory, image)
    const predicate = scanPredicate(scan, image)
    written.push(
      ...(await attestSuperseding(
        { images: [image], predicateType: PREDICATE_TYPES.scan, predicate, formats: request.evidenceFormats },
        ports,
      )),
    )
  }
  return written
}
