import { pinImage, type ChainLink, type ImageChain, type PinnedImage } from '@promo/core'
import { collectEvidence, type EvidenceSet, type ReadingPorts } from '@promo/evidence'
import { policyError } from '@promo/policy'
import { platformsOf, type PlatformImage } from '@promo/registry'
import { environmentLinks } from './environments.ts'
import { refusalLinks, sbomLink, scanLink, signatureLink, testsLink } from './evidence-links.ts'
import { sourceOf, type Ground } from './ground.ts'
import { holds, missing, recorded } from './link.ts'
import { markLinks } from './mark-links.ts'
import { originLinks } from './origin-links.ts'
import type { Overlays } from './overlays.ts'
import type { TracePorts } from './ports.ts'
import { revocationLinks } from './revocation-links.ts'
import type { TracedImage } from './traced-image.ts'
import type { TrustContext } from './trusted.ts'

/** Walks one digest back from the environments to its source. Throws what registry and forge throw: no answer is no hole. */
export async function imageChain(
  image: TracedImage,
  overlays: Overlays,
  ground: Ground,
  ports: TracePorts,
): Promise<ImageChain> {
  const { leg, name, digest } = image
  const [promoted, proven] = await Promise.all([
    environmentLinks(image, overlays, ground),
    registryLinks(image, ground, {
      ...ports.portsFor(name),
      ...evidencePlace(ground),
      keys: ground.trust.accepted,
    }),
  ])
  const links = [...promoted, ...proven]
  return { leg, name, digest, complete: links.every(holds), links }
}

/** Where promo.yaml says that evidence lies, when not beside the image. */
function evidencePlace({ config: { evidence } }: Ground): Pick<ReadingPorts, 'evidenceRepository'> {
  const { mode, repository } = evidence
  return mode === 'separate' && repository !== undefined ? { evidenceRepository: repository } : {}
}

async function registryLinks(image: TracedImage, ground: Ground, ports: ReadingPorts): Promise<readonly ChainLink[]> {
  const pinned = pinImage(image.name, image.digest)
  if ((await ports.registry.resolve(pinned)) === undefined) {
    const text = `${image.name} has no ${image.digest}`
    const gone = missing({ link: 'image' }, policyError('image-missing', { digest: image.digest }, text))
    return [gone, ...revocationLinks(image.digest, [], ground.revocations)]
  }
  const platforms = await platformsOf(ports.registry, pinned)
  const evidence = await collectEvidence(pinned, ports)
  const { leg } = image
  const trust = { file: ground.trust.file, sourceId: sourceOf(ground, leg).id, leg }
  return [
    ...markLinks(evidence, trust, ground.revocations),
    imageLink(pinned, platforms, evidence),
    ...revocationLinks(image.digest, platforms, ground.revocations),
    signatureLink(evidence, trust),
    scanLink(evidence, trust),
    ...refusalLinks(evidence, trust),
    testsLink(evidence, trust),
    ...(await sbomLinks(evidence, platforms, trust, ports)),
    ...(await originLinks(image, evidence, trust, ground)),
  ]
}

function imageLink(
  { name, digest }: PinnedImage,
  platforms: readonly PlatformImage[],
  { invalid }: EvidenceSet,
): ChainLink {
  const unverifiable = invalid.map(({ digest: where, code }) => `${where} ${code}`).join('\n')
  return recorded({
    link: 'image',
    fact: `${name} holds it for ${platforms.map(({ platform }) => platform).join(', ')}`,
    evidence: [{ kind: 'manifest', value: digest }],
    details: { unverifiable },
  })
}

/** SBOMs are about platforms: an index has no packages. */
async function sbomLinks(
  own: EvidenceSet,
  platforms: readonly PlatformImage[],
  trust: TrustContext,
  ports: ReadingPorts,
): Promise<readonly ChainLink[]> {
  return Promise.all(
    platforms.map(async ({ platform, digest }) => {
      const set = digest === own.image.digest ? own : await collectEvidence(pinImage(own.image.name, digest), ports)
      return sbomLink(platform, set, trust)
    }),
  )
}
