import { formatTime, isPromoError, type Digest, type ImageName } from '@promo/core'
import type { Descriptor, Manifest, RegistryClient } from '@promo/registry'
import { BUNDLE_LIMIT, BUNDLE_MEDIA_TYPE, type CertifiedStatement, type VerifiedStatement } from '@promo/sigstore'
import { evidenceError } from './errors.ts'
import type { KeyedEvidence, SignedEvidence, ValidEvidence } from './evidence-set.ts'
import type { ReadingPorts } from './ports.ts'
import { subjectAnnotations } from './subject-annotations.ts'

/** Media types of all bundle versions begin so; older ones are read as evidence too, and then found invalid by name. */
const BUNDLE_TYPE_PREFIX = 'application/vnd.dev.sigstore.bundle'

/** The annotation that names the predicate type of a bundle (cosign, specs/BUNDLE_SPEC.md). */
export const PREDICATE_TYPE_LABEL = 'dev.sigstore.bundle.predicateType'

/** What was found under one referrer. */
export interface FoundBundle {
  readonly evidence: ValidEvidence | KeyedEvidence
  readonly bundle: Uint8Array
}

/**
 * Opens a referrer and verifies the bundle in it; undefined for a referrer of another kind (an SBOM, BuildKit's attestations).
 * Listings are hints, so the manifest decides. Throws the code of what is wrong with it.
 */
export async function readReferrer(
  { registry, trust, keys }: ReadingPorts,
  name: ImageName,
  subject: Digest,
  listed: Pick<Descriptor, 'digest'>,
): Promise<FoundBundle | undefined> {
  const bundle = await readBundle(registry, name, subject, listed)
  if (bundle === undefined) return undefined
  return { bundle, evidence: evidenceOf(trust.verifyBundle(bundle, keys), listed.digest, subject) }
}

/** The bytes of the bundle in a referrer, unverified; undefined for a referrer of another kind. */
export async function readBundle(
  registry: RegistryClient,
  name: ImageName,
  subject: Digest,
  listed: Pick<Descriptor, 'digest'>,
): Promise<Uint8Array | undefined> {
  const manifest = await registry.manifest(name, listed.digest)
  const layer = bundleLayer(manifest)
  if (layer === undefined) return undefined
  if (manifest.content.subject?.digest !== subject) throw mismatch(listed.digest, subject)
  if (layer.size > BUNDLE_LIMIT) {
    const facts = { digest: listed.digest, size: layer.size, limit: BUNDLE_LIMIT }
    throw evidenceError(
      'evidence-too-large',
      facts,
      `the bundle has ${String(layer.size)} bytes, the limit is ${String(BUNDLE_LIMIT)}`,
    )
  }
  return registry.readBlob(name, layer.digest, Math.max(layer.size, 1))
}

/** The one layer of a bundle artifact. Fallback entries of cosign carry a wrong artifact type, so the layer's own type decides. */
function bundleLayer({ content }: Manifest): Descriptor | undefined {
  if (content.kind !== 'image') return undefined
  const [layer] = content.layers
  const claimed = [content.artifactType, layer?.mediaType].some((type) => type?.startsWith(BUNDLE_TYPE_PREFIX) ?? false)
  if (!claimed) return undefined
  if (layer !== undefined && content.layers.length === 1) return layer
  throw evidenceError(
    'evidence-malformed',
    {},
    `a bundle artifact has one layer, this one has ${String(content.layers.length)}`,
  )
}

/** A verified statement as evidence about the subject; throws `evidence-subject-mismatch` when it is about others. */
export function evidenceOf(verified: CertifiedStatement, manifest: Digest, subject: Digest): ValidEvidence
export function evidenceOf(
  verified: VerifiedStatement,
  manifest: Digest,
  subject: Digest,
): ValidEvidence | KeyedEvidence
export function evidenceOf(
  verified: VerifiedStatement,
  manifest: Digest,
  subject: Digest,
): ValidEvidence | KeyedEvidence {
  if (!verified.subjects.includes(subject)) throw mismatch(manifest, subject)
  const { statement, predicateType, predicate, logIndex } = verified
  const annotations = subjectAnnotations(statement, subject)
  return attributed({ manifest, storage: 'bundle', predicateType, predicate, logIndex, subject, annotations }, verified)
}

/** Puts what was said and who signed it together. */
export function attributed(said: SignedEvidence, { signer, signedAt }: Attribution): ValidEvidence | KeyedEvidence {
  if (signer.kind === 'key') return { ...said, signer, signedAt }
  // A certificate is never verified without a time.
  if (signedAt === undefined)
    throw evidenceError('evidence-malformed', {}, 'nothing vouches for the time of the signature')
  return { ...said, claims: signer.claims, signedAt }
}

type Attribution = Pick<VerifiedStatement, 'signer' | 'signedAt'>

/** Attaches the bundle as cosign 3 does (cosign, specs/BUNDLE_SPEC.md) and gives the digest of its manifest. */
export async function attachBundle(
  registry: RegistryClient,
  name: ImageName,
  subject: Descriptor,
  bundle: {
    readonly bytes: Uint8Array
    readonly predicateType: string
    readonly created: Date
    readonly annotations?: Readonly<Record<string, string>>
  },
): Promise<Digest> {
  const { digest } = await registry.attach(name, subject, {
    artifactType: BUNDLE_MEDIA_TYPE,
    payload: bundle.bytes,
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      [PREDICATE_TYPE_LABEL]: bundle.predicateType,
      'org.opencontainers.image.created': formatTime(bundle.created),
      ...bundle.annotations,
    },
  })
  return digest
}

function mismatch(manifest: Digest, subject: Digest): Error {
  return evidenceError(
    'evidence-subject-mismatch',
    { manifest, subject },
    `${manifest} holds no statement about ${subject}`,
  )
}

/** Codes that say something about one piece of evidence. Anything else (a registry that does not answer) ends the reading. */
const FAULTS_OF_EVIDENCE: readonly string[] = [
  'bundle-invalid',
  'signature-invalid',
  'evidence-malformed',
  'evidence-subject-mismatch',
  'evidence-too-large',
  'manifest-invalid',
  'manifest-missing',
  'blob-missing',
]

/** The fault when it is one of the evidence itself; rethrows every other error: what could not be read is not absent. */
export function faultOfEvidence(error: unknown): { readonly code: string; readonly reason: string } {
  if (isPromoError(error) && FAULTS_OF_EVIDENCE.includes(error.code)) return { code: error.code, reason: error.message }
  throw error
}
