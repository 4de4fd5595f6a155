import type { PinnedImage } from '@promo/core'
import type { EvidenceSet } from '@promo/evidence'

/** Reads and verifies what is attached to a digest; `collectEvidence` with its ports bound. */
export type EvidenceReader = (image: PinnedImage) => Promise<EvidenceSet>
