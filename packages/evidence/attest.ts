import { systemClock, type ImageName, type JsonValue, type PinnedImage } from '@promo/core'
import { LEGACY_TAG, type Descriptor } from '@promo/registry'
import { BUNDLE_LIMIT, legacyEncoding, type LegacyLayer } from '@promo/sigstore'
import pLimit from 'p-limit'
import { assertBudget } from './budget.ts'
import { attachBundle, evidenceOf, readBundle, readReferrer } from './bundle-referrers.ts'
import { collectOwnType } from './collect.ts'
import { evidenceError } from './errors.ts'
import type { EvidenceSet, SignedEvidence } from './evidence-set.ts'
import { assertWritable, type EvidenceFormat, type StoredEvidence } from './formats.ts'
import { appendLayer, LEGACY_LAYERS } from './legacy-tags.ts'
import { ownEvidence, type OwnEvidence } from './own-evidence.ts'
import type { WritingPorts } from './ports.ts'
import { predicateText } from './predicate-text.ts'
import { sameJson } from './same-claims.ts'
import { writeStatement, type StatementSubject } from './statement.ts'

export interface AttestRequest {
  readonly images: readonly PinnedImage[]
  readonly predicateType: string
  readonly predicate: JsonValue
  readonly formats: readonly EvidenceFormat[]
  /** When what is there says the same as what is wanted; default: equal JSON. */
  readonly sameWord?: SameWord
  /** Attest although the same signer said the same. Default: that is kept. */
  readonly again?: boolean
}

export type SameWord = (present: JsonValue, wanted: JsonValue) => boolean

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

/**
 * Attests a predicate to each image: sign, verify, attach, read the same bytes back. What the same signer already said is not
 * said twice; an attestation that an earlier run left in one format only is completed from it without a new signature.
 * Throws `evidence-unverifiable`, `evidence-too-large`, `evidence-budget-spent`, `evidence-not-stored`, `legacy-needs-log`, and the codes of registry and signer.
 */
export async function attestImages(
  request: AttestRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  assertWritable(request.formats, ports.signer)
  const { predicateType, predicate, formats, sameWord = sameJson, again = false } = request
  const limit = pLimit(predicateText(predicate).length > LARGE ? PARALLEL_LARGE : PARALLEL_DIGESTS)
  return Promise.all(
    uniqueImages(request.images).map((image) =>
      limit(() =>
        attestDigest(
          {
            image,
            subject: { name: image.name, digest: image.digest },
            predicateType,
            predicate,
            formats,
            sameWord,
            again,
          },
          ports,
        ),
      ),
    ),
  )
}

export interface DigestAttestation {
  readonly image: PinnedImage
  readonly subject: StatementSubject
  readonly predicateType: string
  readonly predicate: JsonValue
  readonly formats: readonly EvidenceFormat[]
  readonly sameWord?: SameWord
  readonly again?: boolean
}

export async function attestDigest(wanted: DigestAttestation, ports: WritingPorts): Promise<WrittenAttestation> {
  const { image, predicateType, formats } = wanted
  const name = ports.evidenceRepository ?? image.name
  const found = await collectOwnType(image, predicateType, ports)
  const present = wanted.again === true ? [] : await equalEvidence(wanted, found, ports)
  const lacking = formats.filter((format) => !present.some(({ storage }) => storage === format))
  const [newest] = present
  if (lacking.length === 0 && newest !== undefined) {
    const stored = present.map(({ storage, manifest }) => ({ format: storage, manifest }))
    return { image, predicateType, stored, logIndex: '', signedAt: newest.signedAt, existing: true }
  }
  if (lacking.includes('bundle')) assertBudget(found, ports.warn)
  const bundle = await bundleFor(wanted, present, name, ports)
  const stored: StoredEvidence[] = present.map(({ storage, manifest }) => ({ format: storage, manifest }))
  if (lacking.includes('bundle')) stored.push(await storeBundle(wanted, bundle, name, ports))
  if (lacking.includes('legacy')) stored.push(await storeLegacy(image, bundle, name, ports))
  return { image, predicateType, stored, logIndex: bundle.logIndex, signedAt: bundle.signedAt, existing: false }
}

/** Evidence by this signer that says the same, newest first, one of each storage. */
async function equalEvidence(
  wanted: DigestAttestation,
  found: EvidenceSet,
  ports: WritingPorts,
): Promise<readonly OwnEvidence[]> {
  const { sameWord = sameJson } = wanted
  const isEqual = (each: SignedEvidence): boolean =>
    each.predicateType === wanted.predicateType &&
    sameWord(each.predicate, wanted.predicate) &&
    sameJson(each.annotations, wanted.subject.annotations ?? {})
  const own = await ownEvidence(found, isEqual, ports.signer)
  return own.filter((each, index) => own.findIndex(({ storage }) => storage === each.storage) === index)
}

interface SignedBundle {
  readonly bytes: Uint8Array
  legacy(): LegacyLayer | undefined
  readonly logIndex: string
  readonly signedAt: Date | undefined
}

/** The bundle that is there already, or a new one that was verified before anything is written. */
async function bundleFor(
  wanted: DigestAttestation,
  present: readonly OwnEvidence[],
  name: ImageName,
  ports: WritingPorts,
): Promise<SignedBundle> {
  const stored = present.find(({ storage }) => storage === 'bundle')
  if (stored !== undefined) {
    const found = await readReferrer(ports, name, wanted.image.digest, { digest: stored.manifest })
    if (found !== undefined) return completed(found.bundle, stored)
  }
  const { subject, predicateType, predicate } = wanted
  const signed = await ports.signer.signStatement(writeStatement({ subjects: [subject], predicateType, predicate }))
  assertSize(signed.bundle)
  const signedAt = assertVerifies(wanted, signed.bundle, ports)
  return { bytes: signed.bundle, legacy: () => signed.legacy(), logIndex: signed.logIndex, signedAt }
}

function completed(bytes: Uint8Array, { signedAt }: OwnEvidence): SignedBundle {
  return { bytes, legacy: () => legacyEncoding(bytes), logIndex: '', signedAt }
}

function assertSize(bundle: Uint8Array): void {
  if (bundle.byteLength <= BUNDLE_LIMIT) return
  const facts = { size: bundle.byteLength, limit: BUNDLE_LIMIT }
  throw evidenceError(
    'evidence-too-large',
    facts,
    `the bundle has ${String(bundle.byteLength)} bytes, the limit is ${String(BUNDLE_LIMIT)}`,
  )
}

/** One bundle that does not verify breaks gh and Kyverno for the whole image: it is found out before it is pushed. */
function assertVerifies(wanted: DigestAttestation, bundle: Uint8Array, ports: WritingPorts): Date | undefined {
  try {
    return evidenceOf(ports.trust.verifyBundle(bundle, ports.keys), wanted.image.digest, wanted.image.digest).signedAt
  } catch (cause) {
    throw unverifiable(wanted.image, cause)
  }
}

export function unverifiable(image: PinnedImage, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : 'unknown'
  return evidenceError(
    'evidence-unverifiable',
    { digest: image.digest },
    `the new signature of ${image.digest} does not verify: ${reason}`,
    { cause },
  )
}

async function storeBundle(
  wanted: DigestAttestation,
  bundle: SignedBundle,
  name: ImageName,
  ports: WritingPorts,
): Promise<StoredEvidence> {
  const { image, predicateType } = wanted
  const subject = await subjectOf(image, ports)
  const created = bundle.signedAt ?? (ports.clock ?? systemClock).now()
  const manifest = await attachBundle(ports.registry, name, subject, { bytes: bundle.bytes, predicateType, created })
  const found = await readBundle(ports.registry, name, image.digest, { digest: manifest })
  if (found === undefined || Buffer.compare(found, bundle.bytes) !== 0) {
    throw evidenceError(
      'evidence-not-stored',
      { name, manifest },
      `${name}@${manifest} does not hold the bundle that was attached`,
    )
  }
  return { format: 'bundle', manifest }
}

async function storeLegacy(
  image: PinnedImage,
  bundle: SignedBundle,
  name: ImageName,
  ports: WritingPorts,
): Promise<StoredEvidence> {
  const layer = bundle.legacy()
  if (layer === undefined)
    throw evidenceError('legacy-needs-log', { digest: image.digest }, 'the signature has no entry of a Rekor v1 log')
  const tag = LEGACY_TAG.attestation(image.digest)
  const manifest = await appendLayer(ports, name, tag, { ...layer, mediaType: LEGACY_LAYERS.attestation })
  return { format: 'legacy', manifest }
}

async function subjectOf(image: PinnedImage, ports: WritingPorts): Promise<Descriptor> {
  const { mediaType, digest, bytes } = await ports.registry.manifest(image.name, image.digest)
  return { mediaType, digest, size: bytes.byteLength }
}

/** Each repository and digest once, in the order given. */
export function uniqueImages(images: readonly PinnedImage[]): readonly PinnedImage[] {
  return [...new Map(images.map((image) => [`${image.registry}/${image.repository}@${image.digest}`, image])).values()]
}
