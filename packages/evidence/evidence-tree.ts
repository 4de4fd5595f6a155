import { formatPlatform, pinImage, type Digest, type PinnedImage } from '@promo/core'
import type { Descriptor } from '@promo/registry'
import { listArchive } from './archive-place.ts'
import { evidenceBudget, type EvidenceBudget } from './budget.ts'
import { isBuildKitAttestation, readBuildKitAttestation, type UnsignedAttestation } from './buildkit-attestation.ts'
import { collectEvidence } from './collect.ts'
import type { EvidenceSet } from './evidence-set.ts'
import { evidenceName, type ReadingPorts } from './ports.ts'

/** All that is known about one manifest, and about those it lists. */
export interface EvidenceTree {
  readonly digest: Digest
  readonly kind: 'index' | 'image'
  /** `linux/arm64`; empty for what is listed without one. */
  readonly platform: string
  readonly evidence: EvidenceSet
  readonly budget: EvidenceBudget
  /** Manifests of superseded scans in the archive: they do not refer to the digest any more, and are not opened. */
  readonly archived: readonly Digest[]
  /** BuildKit's attestations about this manifest, unsigned. */
  readonly unsigned: readonly UnsignedAttestation[]
  readonly children: readonly EvidenceTree[]
}

/** An index lists platforms; one within another has no use here. */
const DEPTH_LIMIT = 2
/** Of one index: each child is asked for with all its evidence. */
const CHILD_LIMIT = 100

/**
 * Everything found on an image and on what its index lists: evidence that verifies, that does not with the reason, and what
 * others left. Throws `evidence-too-many`, and what the registry throws.
 */
export async function readEvidenceTree(image: PinnedImage, ports: ReadingPorts): Promise<EvidenceTree> {
  return readNode(image, { platform: '', unsigned: [], depth: 0 }, ports)
}

interface Place {
  readonly platform: string
  readonly unsigned: readonly UnsignedAttestation[]
  readonly depth: number
}

async function readNode(
  image: PinnedImage,
  { platform, unsigned, depth }: Place,
  ports: ReadingPorts,
): Promise<EvidenceTree> {
  const [{ content }, evidence, archived] = await Promise.all([
    ports.registry.manifest(image.name, image.digest),
    collectEvidence(image, ports),
    listArchive(ports.registry, evidenceName(image, ports), image.digest),
  ])
  const listed = content.kind === 'index' && depth < DEPTH_LIMIT ? content.manifests.slice(0, CHILD_LIMIT) : []
  const attestations = await Promise.all(
    listed.filter(isBuildKitAttestation).map((each) => readBuildKitAttestation(ports.registry, image.name, each)),
  )
  const aboutThis = (digest: Digest): readonly UnsignedAttestation[] =>
    attestations.filter(({ about }) => about === digest)
  const children = await Promise.all(
    listed
      .filter((each) => !isBuildKitAttestation(each))
      .map((child) => {
        const place = { platform: platformOf(child), unsigned: aboutThis(child.digest), depth: depth + 1 }
        return readNode(pinImage(image.name, child.digest), place, ports)
      }),
  )
  const budget = evidenceBudget(evidence)
  return { digest: image.digest, kind: content.kind, platform, evidence, budget, archived, unsigned, children }
}

function platformOf({ platform }: Descriptor): string {
  return platform === undefined ? '' : formatPlatform(platform)
}
