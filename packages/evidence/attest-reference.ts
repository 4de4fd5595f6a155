import { digestOf, PREDICATE_TYPES, referencePredicate, type PinnedImage } from '@promo/core'
import { blobLocation } from '@promo/registry'
import pLimit from 'p-limit'
import { attestImages, PARALLEL_DIGESTS, uniqueImages, type WrittenAttestation } from './attest.ts'
import type { EvidenceFormat } from './formats.ts'
import { evidenceName, type WritingPorts } from './ports.ts'
import { subjectOf } from './store-evidence.ts'

export interface ReferenceRequest {
  readonly images: readonly PinnedImage[]
  readonly document: { readonly bytes: Uint8Array; readonly mediaType: string }
  /** TypeURI of who keeps the document. */
  readonly attester: string
  readonly formats: readonly EvidenceFormat[]
}

/**
 * Attests to each image where a document about it lies and which bytes it has, for one that is too large to be attested. The
 * document itself is attached to the image first, as an artifact of its media type, and so goes with every copy. A second run
 * adds nothing. Throws the codes of `attestImages`.
 */
export async function attestReference(
  { images, document, attester, formats }: ReferenceRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const unique = uniqueImages(images)
  await pLimit(PARALLEL_DIGESTS).map(unique, (image) => attachDocument(image, document, ports))
  const digest = digestOf(document.bytes)
  const { mediaType } = document
  const places = Map.groupBy(unique, (image) => blobLocation(evidenceName(image, ports), digest))
  const written = await Promise.all(
    [...places].map(([downloadLocation, there]) =>
      attestImages(
        {
          images: there,
          predicateType: PREDICATE_TYPES.reference,
          predicate: referencePredicate(attester, [{ downloadLocation, mediaType, digest }]),
          formats,
        },
        ports,
      ),
    ),
  )
  return written.flat()
}

/** Without a time among its annotations: the same document gives the same artifact again. */
async function attachDocument(
  image: PinnedImage,
  { bytes, mediaType }: ReferenceRequest['document'],
  ports: WritingPorts,
): Promise<void> {
  const subject = await subjectOf(image, ports)
  const artifact = { artifactType: mediaType, payload: bytes, annotations: {} }
  await ports.registry.attach(evidenceName(image, ports), subject, artifact)
}
