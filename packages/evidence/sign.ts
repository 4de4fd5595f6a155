import { pinImage, PREDICATE_TYPES, sameJson, type Digest, type PinnedImage } from '@promo/core'
import { LEGACY_TAG, platformsOf } from '@promo/registry'
import pLimit from 'p-limit'
import { attestStated, PARALLEL_DIGESTS, uniqueImages } from './attest.ts'
import { collectOwnType } from './collect.ts'
import { evidenceError } from './errors.ts'
import type { SignedEvidence } from './evidence-set.ts'
import { assertWritable, type EvidenceFormat } from './formats.ts'
import { appendLayer, LEGACY_LAYERS } from './legacy-tags.ts'
import { ownEvidence, type OwnEvidence } from './own-evidence.ts'
import { evidenceName, type WritingPorts } from './ports.ts'
import { verifying } from './signed-bundle.ts'
import { simpleSigningPayload } from './simple-signing.ts'

export interface SignRequest {
  readonly images: readonly PinnedImage[]
  /** Sign every runnable platform of an index too: verifiers never descend from an index, and pods may name a platform. */
  readonly recursive: boolean
  readonly formats: readonly EvidenceFormat[]
  readonly annotations: Readonly<Record<string, string>>
  /** Sign although an equal signature by the same signer is there. Default: it is kept. */
  readonly again?: boolean
}

/** One signature of one digest in one format. */
export interface WrittenSignature {
  readonly image: PinnedImage
  readonly format: EvidenceFormat
  /** The manifest that holds it. */
  readonly manifest: Digest
  /** Decimal; empty when the signature was there before. */
  readonly logIndex: string
  /** Undefined when a key signed and nobody vouches for the time. */
  readonly signedAt: Date | undefined
  readonly existing: boolean
}

/**
 * Signs digests as cosign does: a `sign/v1` statement as bundle referrer and, for verifiers of the old kind, a simple signing
 * payload under `.sig`. Signatures of the same signer with the same annotations are not repeated. Throws the codes of `attestImages`.
 */
export async function signImages(request: SignRequest, ports: WritingPorts): Promise<readonly WrittenSignature[]> {
  assertWritable(request.formats, ports.signer)
  const images = uniqueImages(request.recursive ? await withPlatforms(request.images, ports) : request.images)
  const limit = pLimit(PARALLEL_DIGESTS)
  const written = await Promise.all(images.map((image) => limit(() => signDigest(image, request, ports))))
  return written.flat()
}

async function withPlatforms(images: readonly PinnedImage[], ports: WritingPorts): Promise<readonly PinnedImage[]> {
  const all = await Promise.all(
    images.map(async (image) => {
      const platforms = await platformsOf(ports.registry, image)
      return [image, ...platforms.map(({ digest }) => pinImage(image.name, digest))]
    }),
  )
  return all.flat()
}

async function signDigest(
  image: PinnedImage,
  request: SignRequest,
  ports: WritingPorts,
): Promise<readonly WrittenSignature[]> {
  const written: WrittenSignature[] = []
  if (request.formats.includes('bundle')) written.push(await signBundle(image, request, ports))
  if (request.formats.includes('legacy')) written.push(await signLegacy(image, request, ports))
  return written
}

async function signBundle(
  image: PinnedImage,
  { annotations, again = false }: SignRequest,
  ports: WritingPorts,
): Promise<WrittenSignature> {
  const subject = { digest: image.digest, annotations }
  const predicateType = PREDICATE_TYPES.signature
  const [done] = await attestStated(
    [{ image, subject }],
    { predicateType, predicate: {}, formats: ['bundle'], again },
    ports,
  )
  const manifest = done?.stored.find(({ format }) => format === 'bundle')?.manifest
  if (done === undefined || manifest === undefined)
    throw evidenceError('evidence-not-stored', { digest: image.digest }, 'the signature has no manifest')
  const { logIndex, signedAt, existing } = done
  return { image, format: 'bundle', manifest, logIndex, signedAt, existing }
}

async function signLegacy(
  image: PinnedImage,
  { annotations, again = false }: SignRequest,
  ports: WritingPorts,
): Promise<WrittenSignature> {
  const present = again ? undefined : await existingSignature(image, annotations, ports)
  if (present !== undefined) {
    const { manifest, signedAt } = present
    return { image, format: 'legacy', manifest, logIndex: '', signedAt, existing: true }
  }
  const { layer, logIndex } = await ports.signer.signPayload(simpleSigningPayload(image, annotations))
  const { signedAt } = verifying([image.digest], () => ports.trust.verifyLegacySignature(layer, ports.keys))
  const tag = LEGACY_TAG.signature(image.digest)
  const name = evidenceName(image, ports)
  const manifest = await appendLayer(ports.registry, name, tag, { ...layer, mediaType: LEGACY_LAYERS.signature })
  return { image, format: 'legacy', manifest, logIndex, signedAt, existing: false }
}

async function existingSignature(
  image: PinnedImage,
  annotations: Readonly<Record<string, string>>,
  ports: WritingPorts,
): Promise<OwnEvidence | undefined> {
  const isSignature = (each: SignedEvidence): boolean =>
    each.storage === 'legacy' &&
    each.predicate === null &&
    each.predicateType === PREDICATE_TYPES.signature &&
    sameJson(each.annotations, annotations)
  const found = await collectOwnType(image, PREDICATE_TYPES.signature, ports)
  const [newest] = await ownEvidence(found, isSignature, ports.signer)
  return newest
}
