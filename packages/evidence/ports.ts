import type { Clock, ImageName } from '@promo/core'
import type { RegistryClient } from '@promo/registry'
import type { KeylessSigner, Trust } from '@promo/sigstore'

export interface ReadingPorts {
  readonly registry: RegistryClient
  readonly trust: Trust
  /** Repository that holds the evidence; default: the image's own. */
  readonly evidenceRepository?: ImageName
}

export interface WritingPorts extends ReadingPorts {
  readonly signer: KeylessSigner
  readonly clock?: Clock
}
