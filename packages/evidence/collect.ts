import { PREDICATE_TYPES, type Digest, type ImageName, type PinnedImage } from '@promo/core'
import { LEGACY_TAG, type Descriptor, type Manifest } from '@promo/registry'
import { LEGACY_ANNOTATIONS, type LegacyLayer } from '@promo/sigstore'
import pLimit from 'p-limit'
import { attributed, evidenceOf, faultOfEvidence, PREDICATE_TYPE_LABEL, readReferrer } from './bundle-referrers.ts'
import { evidenceError } from './errors.ts'
import type { EvidenceSet, ForeignReferrer, InvalidEvidence, KeyedEvidence, ValidEvidence } from './evidence-set.ts'
import { LEGACY_LAYERS, readLayer, readTag } from './legacy-tags.ts'
import { evidenceName, type ReadingPorts } from './ports.ts'

/** Ten times what Kyverno reads, for years of weekly scans; beyond it somebody floods the digest. */
const REFERRER_LIMIT = 500
/** A legacy tag is read up to as many layers; cosign itself refuses more than 1000. */
const LAYER_LIMIT = 1000
const PARALLEL_READS = 8

type Found = ValidEvidence | KeyedEvidence
type Result = Found | InvalidEvidence | ForeignReferrer

/**
 * Everything signed about a digest, from bundle referrers and legacy tags: what verifies, and what does not with the reason.
 * A registry that does not answer throws (its codes); evidence that cannot be read is not taken for absent.
 * Throws `evidence-too-many`.
 */
export async function collectEvidence(image: PinnedImage, ports: ReadingPorts): Promise<EvidenceSet> {
  return collect(image, undefined, ports)
}

/**
 * The same for evidence of one predicate type, as far as labels tell: what says of itself that it is of another type is not
 * opened. For whoever is about to sign, and would at worst sign twice; a gate takes no label's word.
 */
export async function collectOwnType(image: PinnedImage, type: string, ports: ReadingPorts): Promise<EvidenceSet> {
  return collect(image, type, ports)
}

async function collect(image: PinnedImage, type: string | undefined, ports: ReadingPorts): Promise<EvidenceSet> {
  const name = evidenceName(image, ports)
  const limit = pLimit(PARALLEL_READS)
  const isSignature = type === PREDICATE_TYPES.signature
  const [{ referrers, listed }, signatures, attestations] = await Promise.all([
    readReferrers({ subject: image.digest, type }, name, ports, limit),
    type === undefined || isSignature ? readLegacy(image.digest, name, ports, 'signature', limit) : [],
    isSignature ? [] : readLegacy(image.digest, name, ports, 'attestation', limit, type),
  ])
  const results = [...referrers, ...signatures, ...attestations]
  return {
    image,
    valid: results.filter((each) => 'claims' in each),
    keyed: results.filter((each) => 'signer' in each),
    invalid: results.filter((each) => 'code' in each),
    foreign: results.filter((each) => 'artifactType' in each),
    referrers: listed,
  }
}

interface About {
  readonly subject: Digest
  /** Undefined: of any predicate type. */
  readonly type: string | undefined
}

async function readReferrers(
  { subject, type }: About,
  name: ImageName,
  ports: ReadingPorts,
  limit: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<{ readonly referrers: readonly Result[]; readonly listed: number }> {
  const all = await ports.registry.referrers(name, subject)
  if (all.length > REFERRER_LIMIT) {
    const facts = { subject, found: all.length, limit: REFERRER_LIMIT }
    throw evidenceError('evidence-too-many', facts, `${subject} has ${String(all.length)} referrers`)
  }
  const wanted = all.filter(({ annotations }) => mayBeOf(type, annotations?.[PREDICATE_TYPE_LABEL]))
  const open = async (descriptor: Descriptor): Promise<Result> =>
    (await readReferrer(ports, name, subject, descriptor))?.evidence ?? foreign(descriptor)
  const referrers = await Promise.all(
    wanted.map((descriptor) => limit(() => judged(descriptor.digest, 'bundle', () => open(descriptor)))),
  )
  return { referrers, listed: all.length }
}

/** What names no type may be of any. */
function mayBeOf(wanted: string | undefined, label: string | undefined): boolean {
  return wanted === undefined || label === undefined || label === wanted
}

function foreign({ digest, artifactType = '' }: Descriptor): ForeignReferrer {
  return { manifest: digest, artifactType }
}

async function readLegacy(
  subject: Digest,
  name: ImageName,
  ports: ReadingPorts,
  kind: 'signature' | 'attestation',
  limit: <T>(work: () => Promise<T>) => Promise<T>,
  type?: string,
): Promise<readonly Result[]> {
  const manifest = await readTag(ports.registry, name, LEGACY_TAG[kind](subject))
  if (manifest === undefined) return []
  const verify = kind === 'signature' ? legacySignature : legacyAttestation
  return Promise.all(
    legacyLayers(manifest, kind)
      .filter(({ annotations }) => mayBeOf(type, annotations?.[LEGACY_ANNOTATIONS.predicateType]))
      .map((layer) =>
        limit(() =>
          judged(layer.digest, 'legacy', async () =>
            verify(ports, await readLayer(ports.registry, name, layer), manifest.digest, subject),
          ),
        ),
      ),
  )
}

function legacyLayers({ content }: Manifest, kind: 'signature' | 'attestation'): readonly Descriptor[] {
  const layers =
    content.kind === 'image' ? content.layers.filter((layer) => layer.mediaType === LEGACY_LAYERS[kind]) : []
  if (layers.length <= LAYER_LIMIT) return layers
  throw evidenceError(
    'evidence-too-many',
    { found: layers.length, limit: LAYER_LIMIT },
    `a legacy tag has ${String(layers.length)} layers`,
  )
}

async function judged(digest: Digest, storage: 'bundle' | 'legacy', read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    return { digest, storage, ...faultOfEvidence(error) }
  }
}

function legacyAttestation(
  { trust, keys }: ReadingPorts,
  layer: LegacyLayer,
  manifest: Digest,
  subject: Digest,
): Found {
  return { ...evidenceOf(trust.verifyLegacyEnvelope(layer, keys), manifest, subject), storage: 'legacy' }
}

function legacySignature({ trust, keys }: ReadingPorts, layer: LegacyLayer, manifest: Digest, subject: Digest): Found {
  const verified = trust.verifyLegacySignature(layer, keys)
  if (verified.digest !== subject) {
    const facts = { found: verified.digest, subject }
    throw evidenceError('evidence-subject-mismatch', facts, `the signature is about ${verified.digest}, not ${subject}`)
  }
  const said = { manifest, storage: 'legacy' as const, predicateType: PREDICATE_TYPES.signature, predicate: null }
  const annotations = textsOf(verified.annotations)
  return attributed({ ...said, logIndex: verified.logIndex, subject, annotations }, verified)
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
