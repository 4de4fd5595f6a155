import { PREDICATE_TYPES, type Digest, type ImageName, type PinnedImage } from '@promo/core'
import { LEGACY_TAG, type Descriptor, type Manifest } from '@promo/registry'
import type { LegacyLayer, Trust } from '@promo/sigstore'
import pLimit from 'p-limit'
import { evidenceOf, faultOfEvidence, readReferrer } from './bundle-referrers.ts'
import { evidenceError } from './errors.ts'
import type { EvidenceSet, InvalidEvidence, ValidEvidence } from './evidence-set.ts'
import { LEGACY_LAYERS, readLayer, readTag } from './legacy-tags.ts'
import type { ReadingPorts } from './ports.ts'

/** Ten times what Kyverno reads, for years of weekly scans; beyond it somebody floods the digest. */
const REFERRER_LIMIT = 500
/** A legacy tag is read up to as many layers; cosign itself refuses more than 1000. */
const LAYER_LIMIT = 1000
const PARALLEL_READS = 8

type Result = ValidEvidence | InvalidEvidence | undefined

/**
 * Everything signed about a digest, from bundle referrers and legacy tags: what verifies, and what does not with the reason.
 * A registry that does not answer throws (its codes); evidence that cannot be read is not taken for absent.
 * Throws `evidence-too-many`.
 */
export async function collectEvidence(image: PinnedImage, ports: ReadingPorts): Promise<EvidenceSet> {
  const name = ports.evidenceRepository ?? image.name
  const limit = pLimit(PARALLEL_READS)
  const [referrers, signatures, attestations] = await Promise.all([
    readReferrers(image.digest, name, ports, limit),
    readLegacy(image.digest, name, ports, 'signature', limit),
    readLegacy(image.digest, name, ports, 'attestation', limit),
  ])
  const results = [...referrers, ...signatures, ...attestations]
  return {
    image,
    valid: results.filter((each) => each !== undefined && 'claims' in each),
    invalid: results.filter((each) => each !== undefined && 'code' in each),
  }
}

async function readReferrers(
  subject: Digest,
  name: ImageName,
  { registry, trust }: ReadingPorts,
  limit: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<readonly Result[]> {
  const listed = await registry.referrers(name, subject)
  if (listed.length > REFERRER_LIMIT) {
    const facts = { subject, found: listed.length, limit: REFERRER_LIMIT }
    throw evidenceError('evidence-too-many', facts, `${subject} has ${String(listed.length)} referrers`)
  }
  return Promise.all(
    listed.map((descriptor) =>
      limit(() =>
        judged(
          descriptor.digest,
          'bundle',
          async () => (await readReferrer(registry, trust, name, subject, descriptor))?.evidence,
        ),
      ),
    ),
  )
}

async function readLegacy(
  subject: Digest,
  name: ImageName,
  { registry, trust }: ReadingPorts,
  kind: 'signature' | 'attestation',
  limit: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<readonly Result[]> {
  const manifest = await readTag(registry, name, LEGACY_TAG[kind](subject))
  if (manifest === undefined) return []
  const verify = kind === 'signature' ? legacySignature : legacyAttestation
  return Promise.all(
    legacyLayers(manifest, kind).map((layer) =>
      limit(() =>
        judged(layer.digest, 'legacy', async () =>
          verify(trust, await readLayer(registry, name, layer), manifest.digest, subject),
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

function legacyAttestation(trust: Trust, layer: LegacyLayer, manifest: Digest, subject: Digest): ValidEvidence {
  return { ...evidenceOf(trust.verifyLegacyEnvelope(layer), manifest, subject), storage: 'legacy' }
}

function legacySignature(trust: Trust, layer: LegacyLayer, manifest: Digest, subject: Digest): ValidEvidence {
  const { digest, annotations, claims, signedAt, logIndex } = trust.verifyLegacySignature(layer)
  if (digest !== subject) {
    throw evidenceError(
      'evidence-subject-mismatch',
      { found: digest, subject },
      `the signature is about ${digest}, not ${subject}`,
    )
  }
  const predicateType = PREDICATE_TYPES.signature
  return {
    manifest,
    storage: 'legacy',
    predicateType,
    predicate: null,
    claims,
    signedAt,
    logIndex,
    subject,
    annotations: textsOf(annotations),
  }
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
