import {
  formatTime,
  legDocument,
  type Clock,
  type Digest,
  type Leg,
  type LegName,
  type PinnedImage,
  type Run,
  type Scan,
  type Source,
  type WrittenEvidence,
} from '@promo/core'
import { platformsOf, type RegistryClient } from '@promo/registry'

export interface RecordRequest {
  readonly leg: LegName
  readonly image: PinnedImage
  readonly tags: readonly string[]
  readonly source: Source
  readonly run: Run
  readonly scan: { readonly scan: Scan; readonly digest: Digest } | undefined
  readonly evidence: readonly WrittenEvidence[]
}

/** The document of one sealed leg, its platforms read from the registry. */
export async function recordLeg(
  request: RecordRequest,
  ports: { readonly registry: RegistryClient; readonly clock: Clock },
): Promise<Leg> {
  const { image, scan } = request
  const platforms = await platformsOf(ports.registry, image)
  return legDocument.create({
    leg: request.leg,
    image: { name: image.name, digest: image.digest },
    tags: [...request.tags],
    platforms: platforms.map(({ platform, digest, size }) => ({ platform, digest, size })),
    source: request.source,
    run: request.run,
    sealedAt: formatTime(ports.clock.now()),
    scan:
      scan === undefined
        ? null
        : { outcome: scan.scan.decision.outcome, counts: scan.scan.counts, reportDigest: scan.digest },
    evidence: [...request.evidence],
  })
}
