import type { Clock, ImageName, PinnedImage } from '@promo/core'
import type { RegistryClient } from '@promo/registry'
import type { AcceptedKeys, Signer, Trust } from '@promo/sigstore'

export interface ReadingPorts {
  readonly registry: RegistryClient
  readonly trust: Trust
  /** Keys whose signatures are read too; default none: what a key signed then does not verify. */
  readonly keys?: AcceptedKeys
  /** Repository that holds the evidence; default: the image's own. */
  readonly evidenceRepository?: ImageName
}

export interface WritingPorts extends ReadingPorts {
  readonly signer: Signer
  readonly clock?: Clock
  /** Told when a digest has taken most of the evidence that verifiers read. */
  readonly warn?: (message: string) => void
}

/** Where the evidence on an image is kept. */
export function evidenceName(image: PinnedImage, ports: Pick<ReadingPorts, 'evidenceRepository'>): ImageName {
  return ports.evidenceRepository ?? image.name
}
