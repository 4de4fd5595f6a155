import { digestOf, isTag } from '@promo/core'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import { isContentDigest, isDigestOf, type ContentDigest } from './content-digest.ts'
import { checkManifest, factsOf, MANIFEST_LIMIT } from './manifest-rules.ts'
import { overQuota } from './quota.ts'
import type { Repository, Store } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

export interface ManifestTarget {
  readonly repository: string
  /** A tag or a digest, well formed. */
  readonly reference: string
}

/** A manifest on its way in: its own name, and the tags that it is to have. */
interface Arrival {
  readonly repository: string
  readonly digest: ContentDigest
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly tags: readonly string[]
}

/**
 * OCI distribution-spec, "Pushing Manifests" and "Pushing Manifests with Subject": the bytes are kept as they came, under
 * the digest of the address, or under sha256 when it names a tag. A digest may bring tags along in the query, which are told
 * in OCI-Tag.
 */
export function putManifest(
  request: SandboxRequest,
  target: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (request.body.byteLength > MANIFEST_LIMIT) return errorAnswer(413, 'SIZE_INVALID', 'manifest too large')
  const arrival = arrivalOf(request, target)
  if (!isDigestOf(arrival.digest, arrival.bytes)) {
    return errorAnswer(400, 'DIGEST_INVALID', 'digest does not match the body')
  }
  return refuse(request, arrival, store, switches) ?? keep(arrival, target, store, switches)
}

function arrivalOf(request: SandboxRequest, { repository, reference }: ManifestTarget): Arrival {
  const isByDigest = isContentDigest(reference)
  const bytes = request.body
  // Parameters of the type are ignored ("Pushing Manifests").
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';')
  return {
    repository,
    digest: isByDigest ? reference : digestOf(bytes),
    mediaType: mediaType.trim(),
    bytes,
    tags: isByDigest ? request.url.searchParams.getAll('tag') : [reference],
  }
}

function refuse(
  request: SandboxRequest,
  arrival: Arrival,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  const { repository, digest, bytes, mediaType, tags } = arrival
  if (!tags.every(isTag)) return errorAnswer(400, 'TAG_INVALID', 'not the name of a tag')
  const owned = store.repositories.get(repository)
  const isNew = owned?.manifests.has(digest) !== true
  return (
    refuseKind(bytes, switches) ??
    checkManifest(bytes, mediaType, repository, store, switches.collected) ??
    refuseSubject(bytes, owned, switches) ??
    refuseTags(request, arrival, owned, switches) ??
    (isNew ? overQuota(repository, bytes, store, switches) : undefined)
  )
}

function refuseKind(bytes: Uint8Array, { subjects }: RegistrySwitches): SandboxResponse | undefined {
  if (subjects === undefined || factsOf(bytes).subject === undefined) return undefined
  const { status, code } = subjects
  return code === undefined ? { status } : errorAnswer(status, code, 'no manifest of this kind')
}

function refuseSubject(
  bytes: Uint8Array,
  owned: Repository | undefined,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  const { subject } = factsOf(bytes)
  if (!switches.requireSubject || subject === undefined || owned?.manifests.has(subject) === true) return undefined
  return errorAnswer(404, 'MANIFEST_UNKNOWN', 'subject unknown')
}

function refuseTags(
  request: SandboxRequest,
  { digest, tags }: Arrival,
  owned: Repository | undefined,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  const present = tags.map((tag) => owned?.tags.get(tag)?.digest)
  if (switches.conditions && !conditionHolds(request, present[0])) return { status: 412 }
  if (!switches.immutableTags || present.every((other) => other === undefined || other === digest)) return undefined
  return errorAnswer(400, 'TAG_INVALID', 'the tag exists already and cannot be overwritten because tags are immutable')
}

/** RFC 9110, section 13.1. */
function conditionHolds(request: SandboxRequest, present: ContentDigest | undefined): boolean {
  const match = request.headers['if-match']
  if (match !== undefined && match !== `"${present ?? ''}"`) return false
  return request.headers['if-none-match'] !== '*' || present === undefined
}

function keep(arrival: Arrival, target: ManifestTarget, store: Store, switches: RegistrySwitches): SandboxResponse {
  const { repository, digest, mediaType, bytes, tags } = arrival
  const owned = store.ensure(repository)
  const hiddenReads = owned.manifests.get(digest)?.hiddenReads ?? switches.lagReads
  owned.manifests.set(digest, { digest, mediaType, bytes, hiddenReads })
  switches.collected.delete(`${repository}@${digest}`)
  for (const tag of tags) {
    const before = owned.tags.get(tag)?.digest
    owned.tags.set(tag, { digest, before, staleReads: before === digest ? 0 : switches.lagReads })
  }
  const location = `/v2/${repository}/manifests/${digest}`
  const headers = { location, 'docker-content-digest': digest, ...told(arrival, target, switches) }
  return { status: 201, headers }
}

/** What the registry did beside keeping the manifest. */
function told(
  { bytes, tags }: Arrival,
  { reference }: ManifestTarget,
  { referrers }: RegistrySwitches,
): Readonly<Record<string, string>> {
  const { subject } = factsOf(bytes)
  const tellsSubject = subject !== undefined && (referrers === 'api' || referrers === 'lying')
  const tellsTags = isContentDigest(reference) && tags.length > 0
  return { ...(tellsSubject ? { 'oci-subject': subject } : {}), ...(tellsTags ? { 'oci-tag': tags.join(', ') } : {}) }
}
