import {
  formatTime,
  markDocument,
  markPredicate,
  PREDICATE_TYPES,
  type EnvironmentName,
  type Mark,
  type MarkFacts,
  type Milliseconds,
  type PinnedImage,
} from '@promo/core'
import {
  attestImages,
  collectEvidence,
  type EvidenceFormat,
  type WritingPorts,
  type WrittenAttestation,
} from '@promo/evidence'
import pLimit from 'p-limit'
import { promotionError } from './errors.ts'
import { earlierMark, type SigningRun } from './earlier-mark.ts'
import { assertObserved, type ObservedImage } from './observed.ts'

export interface MarkRequest {
  readonly environment: EnvironmentName
  readonly images: readonly PinnedImage[]
  readonly properties: readonly string[]
  readonly at: Date
  readonly validFor: Milliseconds
  readonly revoke: boolean
  readonly reason: string | undefined
  readonly evidenceUrl: string | undefined
  /** What the environment reports; empty when nobody asked it. */
  readonly observed: readonly ObservedImage[]
  readonly observedSince: Date | undefined
  readonly formats: readonly EvidenceFormat[]
}

const PARALLEL_IMAGES = 4

/**
 * Marks each digest as passed in the environment, or revokes that, signed with the identity of a job that runs inside it.
 * Nothing is signed unless the certificate names the environment. Another attempt of the same run finds its mark and signs
 * no second one. Throws `mark-environment-mismatch`, `mark-observed-differs`, `mark-revocation-invalid`, `promotion-empty`,
 * and what signing and the registry throw.
 */
export async function markImages(request: MarkRequest, ports: WritingPorts): Promise<readonly Mark[]> {
  assertSensible(request)
  assertObserved(request.images, request.observed)
  const identity = await ports.signer.identity()
  // A key says nothing of the environment it is used in.
  const claims = identity.kind === 'certificate' ? identity.claims : undefined
  assertInside(request.environment, claims?.environment)
  const run = { subject: claims?.subject ?? '', invocation: claims?.runInvocationUri ?? '' }
  const limit = pLimit(PARALLEL_IMAGES)
  const images = [...new Map(request.images.map((image) => [`${image.name}@${image.digest}`, image])).values()]
  return (await Promise.all(images.map((image) => limit(() => markImage(image, request, run, ports))))).flat()
}

function assertSensible({ images, revoke, reason, properties, observed }: MarkRequest): void {
  if (images.length === 0) throw promotionError('promotion-empty', {}, 'there is no digest to mark')
  const given = [...(properties.length > 0 ? ['properties'] : []), ...(observed.length > 0 ? ['observed'] : [])]
  if (!revoke || (reason !== undefined && given.length === 0)) return
  const fault = reason === undefined ? 'a revocation gives no `reason`' : `a revocation has ${given.join(' and ')}`
  throw promotionError('mark-revocation-invalid', { given }, fault)
}

function assertInside(environment: EnvironmentName, found: string | undefined): void {
  if (found === environment) return
  throw promotionError(
    'mark-environment-mismatch',
    { wanted: environment, found: found ?? null },
    `the certificate is of ${found === undefined ? 'no environment' : `environment ${found}`}, the mark would be of ${environment}`,
  )
}

async function markImage(
  image: PinnedImage,
  request: MarkRequest,
  run: SigningRun,
  ports: WritingPorts,
): Promise<readonly Mark[]> {
  const wanted = factsOf(request)
  const { valid } = await collectEvidence(image, ports)
  const mark = earlierMark(valid, wanted, run) ?? wanted
  const predicate = markPredicate(mark, run.subject)
  const attested = { images: [image], predicateType: PREDICATE_TYPES.mark, predicate, formats: request.formats }
  return (await attestImages(attested, ports)).map((written) => documentOf(mark, written, request.at))
}

function factsOf({ environment, properties, at, validFor, revoke, ...rest }: MarkRequest): MarkFacts {
  return {
    environment,
    properties,
    timeCreated: formatTime(at),
    expires: revoke ? undefined : formatTime(new Date(at.getTime() + validFor)),
    revoked: revoke,
    reason: rest.reason,
    evidenceUrl: rest.evidenceUrl,
    observedSince: rest.observedSince === undefined ? undefined : formatTime(rest.observedSince),
  }
}

function documentOf(
  mark: MarkFacts,
  { image, stored, signedAt, logIndex, existing }: WrittenAttestation,
  at: Date,
): Mark {
  return markDocument.create({
    environment: mark.environment,
    image: { name: image.name, digest: image.digest },
    properties: [...mark.properties],
    markedAt: formatTime(signedAt ?? at),
    expiresAt: mark.expires ?? null,
    revoked: mark.revoked,
    reason: mark.reason ?? '',
    evidenceUrl: mark.evidenceUrl ?? '',
    observedSince: mark.observedSince ?? null,
    evidence: stored.map(({ format, manifest }) => ({ format, digest: manifest })),
    logIndex,
    existing,
  })
}
