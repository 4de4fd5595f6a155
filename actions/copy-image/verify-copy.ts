import { connectTrust } from '@promo/connections'
import { formatImage, pinImage, type PinnedImage } from '@promo/core'
import { collectEvidence, type EvidenceSet } from '@promo/evidence'
import { assertEvidenceCopied } from '@promo/line'
import type { RegistryClient } from '@promo/registry'
import type { Runner } from '@promo/runner'
import type { CopyImageRequest, CopyPair } from './inputs.ts'

/** The evidence is verified again where it arrived. In a file of its own, since most copies need no Sigstore. */
export async function verifyCopy(
  { from, to }: CopyPair,
  request: CopyImageRequest,
  registry: RegistryClient,
  runner: Runner,
): Promise<void> {
  if (from.kind !== 'image' || !request.evidence) return
  const trust = await connectTrust(runner, request)
  const at = (image: PinnedImage): Promise<EvidenceSet> => collectEvidence(image, { registry, trust })
  const copy = pinImage(to, from.image.digest)
  assertEvidenceCopied(await at(from.image), await at(copy), formatImage(copy))
}
