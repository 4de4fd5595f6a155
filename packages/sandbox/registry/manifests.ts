import { digestOf, isDigest, isTag, type Digest } from '@promo/core'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import { checkManifest, factsOf, MANIFEST_LIMIT } from './manifest-rules.ts'
import type { Repository, Store, StoredManifest } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

interface ManifestTarget {
  readonly repository: string
  readonly reference: string
}

export function answerManifest(
  request: SandboxRequest,
  target: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (!isDigest(target.reference) && !isTag(target.reference))
    return errorAnswer(400, 'MANIFEST_INVALID', 'neither a tag nor a digest')
  if (request.method === 'PUT') return putManifest(request, target, store, switches)
  if (request.method === 'DELETE') return deleteManifest(target, store, switches)
  if (request.method !== 'GET' && request.method !== 'HEAD') return errorAnswer(405, 'UNSUPPORTED', 'not allowed')
  return getManifest(request, target, store, switches)
}

/** OCI distribution-spec, "Pulling manifests": Content-Type is that of the push, and the digest is sent along. */
function getManifest(
  request: SandboxRequest,
  target: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  const owned = store.repositories.get(target.repository)
  if (owned === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  const found = lookUp(owned, target.reference, switches)
  if (found === undefined) return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  const headers = {
    'content-type': found.mediaType,
    'docker-content-digest': found.digest,
    ...(switches.conditions ? { etag: `"${found.digest}"` } : {}),
  }
  if (request.method === 'GET') return { status: 200, headers, body: found.bytes }
  return { status: 200, headers: { ...headers, 'content-length': String(found.bytes.byteLength) } }
}

/** A read that a lagging registry answers from the state before the last write. */
function lookUp(owned: Repository, reference: string, switches: RegistrySwitches): StoredManifest | undefined {
  const digest = isDigest(reference) ? reference : tagTarget(owned, reference, switches)
  const found = digest === undefined ? undefined : owned.manifests.get(digest)
  if (found === undefined || found.hiddenReads <= 0) return found
  found.hiddenReads -= 1
  return undefined
}

function tagTarget(owned: Repository, reference: string, switches: RegistrySwitches): Digest | undefined {
  const tag = owned.tags.get(reference)
  if (tag === undefined) return switches.selfResolvingTags ? selfResolved(reference) : undefined
  if (tag.staleReads <= 0) return tag.digest
  tag.staleReads -= 1
  return tag.before
}

function selfResolved(reference: string): Digest | undefined {
  const digest = reference.replace(/^sha256-/, 'sha256:')
  return isDigest(digest) ? digest : undefined
}

/** OCI distribution-spec, "Pushing Manifests" and "Pushing Manifests with Subject". */
function putManifest(
  request: SandboxRequest,
  target: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  const { repository, reference } = target
  const refusal = refusePut(request, target, store, switches)
  if (refusal !== undefined) return refusal
  const digest = digestOf(request.body)
  const owned = store.ensure(repository)
  const mediaType = request.headers['content-type'] ?? ''
  const known = owned.manifests.get(digest)
  const hiddenReads = known === undefined ? switches.lagReads : known.hiddenReads
  owned.manifests.set(digest, { digest, mediaType, bytes: request.body, hiddenReads })
  if (!isDigest(reference)) {
    const before = owned.tags.get(reference)?.digest
    owned.tags.set(reference, { digest, before, staleReads: before === digest ? 0 : switches.lagReads })
  }
  const { subject } = factsOf(request.body)
  const tellsSubject = subject !== undefined && (switches.referrers === 'api' || switches.referrers === 'lying')
  const location = { location: `/v2/${repository}/manifests/${digest}`, 'docker-content-digest': digest }
  return { status: 201, headers: { ...location, ...(tellsSubject ? { 'oci-subject': subject } : {}) } }
}

function refusePut(
  request: SandboxRequest,
  { repository, reference }: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  if (request.body.byteLength > MANIFEST_LIMIT) return errorAnswer(413, 'SIZE_INVALID', 'manifest too large')
  const digest = digestOf(request.body)
  if (isDigest(reference) && reference !== digest) {
    return errorAnswer(400, 'DIGEST_INVALID', 'digest does not match the body')
  }
  const owned = store.repositories.get(repository)
  return (
    checkManifest(request.body, request.headers['content-type'] ?? '', repository, store) ??
    refuseSubject(request, owned, switches) ??
    refuseTag(request, digest, owned?.tags.get(reference)?.digest, switches)
  )
}

function refuseSubject(
  request: SandboxRequest,
  owned: Repository | undefined,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  const { subject } = factsOf(request.body)
  if (!switches.requireSubject || subject === undefined || owned?.manifests.has(subject) === true) return undefined
  return errorAnswer(404, 'MANIFEST_UNKNOWN', 'subject unknown')
}

function refuseTag(
  request: SandboxRequest,
  digest: Digest,
  present: Digest | undefined,
  switches: RegistrySwitches,
): SandboxResponse | undefined {
  if (switches.conditions && !conditionHolds(request, present)) return { status: 412 }
  if (!switches.immutableTags || present === undefined || present === digest) return undefined
  return errorAnswer(400, 'TAG_INVALID', 'the tag exists already and cannot be overwritten because tags are immutable')
}

/** RFC 9110, section 13.1. */
function conditionHolds(request: SandboxRequest, present: Digest | undefined): boolean {
  const match = request.headers['if-match']
  if (match !== undefined && match !== `"${present ?? ''}"`) return false
  return request.headers['if-none-match'] !== '*' || present === undefined
}

/** OCI distribution-spec, "Deleting tags", "Deleting Manifests": a digest takes its tags with it. */
function deleteManifest(
  { repository, reference }: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (!switches.deletes) return errorAnswer(405, 'UNSUPPORTED', 'deletion is disabled')
  const owned = store.repositories.get(repository)
  if (owned === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  if (!isDigest(reference)) {
    return owned.tags.delete(reference) ? { status: 202 } : errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  }
  if (!owned.manifests.delete(reference)) return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  for (const [tag, { digest }] of owned.tags) if (digest === reference) owned.tags.delete(tag)
  return { status: 202 }
}
