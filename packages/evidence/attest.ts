import type { PinnedImage } from '@promo/core'
import pLimit from 'p-limit'
import { assertWritable, type StoredEvidence } from './formats.ts'
import type { WritingPorts } from './ports.ts'
import { predicateText } from './predicate-text.ts'
import { findPresent, type Present, type PresentEvidence } from './present.ts'
import { signShared, type SignedBundle } from './signed-bundle.ts'
import { storeEvidence } from './store-evidence.ts'
import type { StatedImage, Word } from './word.ts'

export interface AttestRequest extends Word {
  readonly images: readonly PinnedImage[]
}

/** What is on one digest after attesting. */
export interface WrittenAttestation {
  readonly image: PinnedImage
  readonly predicateType: string
  readonly stored: readonly StoredEvidence[]
  /** Decimal index in the transparency log; empty when it was there before. */
  readonly logIndex: string
  /** Undefined when a key signed and nobody vouches for the time. */
  readonly signedAt: Date | undefined
  /** True when an equal attestation by the same signer was there in every format: nothing was signed. */
  readonly existing: boolean
}

/** A Rekor v2 log answers after a second or more: many signatures wait together. Registries throttle above 16. */
export const PARALLEL_DIGESTS = 12
/** Of a large predicate ten copies exist on its way, as text and bytes, in envelope, bundle and requests: few are made at once. */
const PARALLEL_LARGE = 3
const LARGE = 256 * 1024
/** Subjects of one statement. GitHub's attestations have at most 1024; a reader of one digest gets the names of all. */
const SUBJECTS = 256

/**
 * Attests a predicate to each image: sign, verify, attach, read the same bytes back. What the same signer already said is not
 * said twice; an attestation that an earlier run left in one format only is completed from it without a new signature.
 * Images of one repository share a signature: one statement with all that lack it as subjects, attached to each.
 * Throws `evidence-unverifiable`, `evidence-too-large`, `evidence-budget-spent`, `evidence-not-stored`, `legacy-needs-log`, and the codes of registry and signer.
 */
export async function attestImages(
  request: AttestRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const { images, ...word } = request
  const stated = uniqueImages(images).map((image) => ({ image, subject: { name: image.name, digest: image.digest } }))
  return attestStated(stated, word, ports)
}

/** The same of images that the statement names in another way. */
export async function attestStated(
  stated: readonly StatedImage[],
  word: Word,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  assertWritable(word.formats, ports.signer)
  const repositories = pLimit(predicateText(word.predicate).length > LARGE ? PARALLEL_LARGE : PARALLEL_DIGESTS)
  const limit = pLimit(PARALLEL_DIGESTS)
  const together = Map.groupBy(stated, ({ image }) => image.name)
  const written = await Promise.all(
    [...together.values()].map((group) => repositories(() => attestTogether(group, word, ports, limit))),
  )
  const byImage = new Map(written.flat().map((each) => [each.image, each]))
  return stated.flatMap(({ image }) => byImage.get(image) ?? [])
}

type Limit = <T>(work: () => Promise<T>) => Promise<T>

/** Of one repository: who may read one of the images may read of the others. */
async function attestTogether(
  group: readonly StatedImage[],
  word: Word,
  ports: WritingPorts,
  limit: Limit,
): Promise<readonly WrittenAttestation[]> {
  const { predicateType, predicate } = word
  const present = await Promise.all(group.map((stated) => limit(() => findPresent(stated, word, ports))))
  const written = await Promise.all(
    present.filter((each) => !isUnsigned(each)).map((each) => limit(() => complete(each, word.predicateType, ports))),
  )
  for (const unsigned of inPieces(present.filter(isUnsigned), SUBJECTS)) {
    const bundle = await signShared(
      { predicateType, predicate, subjects: unsigned.map(({ stated }) => stated.subject) },
      ports,
    )
    const [first, ...others] = unsigned.map((each) => () => write(each, bundle, ports))
    // The others find the blobs that they share with the first.
    if (first !== undefined) written.push(await first())
    written.push(...(await Promise.all(others.map((each) => limit(each)))))
  }
  return written
}

function isUnsigned({ lacking, bundle }: Present): boolean {
  return lacking.length > 0 && bundle === undefined
}

/** What needs no signature: all is there, or only the other format is to be made. */
async function complete(present: Present, predicateType: string, ports: WritingPorts): Promise<WrittenAttestation> {
  if (present.bundle !== undefined) return write(present, present.bundle, ports)
  const { stated, evidence } = present
  const signedAt = evidence[0]?.signedAt
  return { image: stated.image, predicateType, stored: evidence.map(placeOf), logIndex: '', signedAt, existing: true }
}

async function write(
  { stated: { image }, evidence, lacking }: Present,
  bundle: SignedBundle,
  ports: WritingPorts,
): Promise<WrittenAttestation> {
  const added = await storeEvidence(image, bundle, lacking, ports)
  const { predicateType, logIndex, signedAt } = bundle
  return { image, predicateType, stored: [...evidence.map(placeOf), ...added], logIndex, signedAt, existing: false }
}

function placeOf({ format, manifest }: PresentEvidence): StoredEvidence {
  return { format, manifest }
}

function inPieces<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(list.length / size)
  return Array.from({ length: count }, (_, piece) => list.slice(piece * size, (piece + 1) * size))
}

/** Each repository and digest once, in the order given. */
export function uniqueImages(images: readonly PinnedImage[]): readonly PinnedImage[] {
  return [...new Map(images.map((image) => [`${image.registry}/${image.repository}@${image.digest}`, image])).values()]
}
