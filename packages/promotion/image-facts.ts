import { pinImage, type Digest, type EnvironmentName, type PinnedImage } from '@promo/core'
import { collectEvidence, type EvidenceSet, type ReadingPorts } from '@promo/evidence'
import type { ImageFacts, SubjectFacts } from '@promo/policy'
import { platformsOf } from '@promo/registry'
import type { ProposedImage } from './proposed.ts'

export interface FactsRequest {
  readonly image: ProposedImage
  readonly sourceId: string | undefined
  readonly heldBefore: readonly { readonly environment: EnvironmentName; readonly digest: Digest | null }[]
}

/** Everything the rules look at, read from the registry and verified now. Throws what the registry throws: no answer is no evidence. */
export async function gatherFacts(request: FactsRequest, ports: ReadingPorts): Promise<ImageFacts> {
  const { leg, name, digest } = request.image
  const image = pinImage(name, digest)
  const platforms = await platformsOf(ports.registry, image)
  const own = await subjectFacts(image, ports)
  return {
    ...own,
    leg,
    name,
    digest,
    sourceId: request.sourceId,
    heldBefore: request.heldBefore,
    platforms: await Promise.all(
      platforms.map(async ({ platform, digest: child }) => ({
        platform,
        digest: child,
        ...(child === digest ? own : await subjectFacts(pinImage(name, child), ports)),
      })),
    ),
  }
}

async function subjectFacts(image: PinnedImage, ports: ReadingPorts): Promise<SubjectFacts> {
  const found: EvidenceSet = await collectEvidence(image, ports)
  const evidence = found.valid.map(({ claims, ...fact }) => ({
    ...fact,
    signer: { kind: 'certificate', claims } as const,
  }))
  return { evidence: [...evidence, ...found.keyed], unverified: found.invalid }
}
