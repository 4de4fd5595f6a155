import { isDigest, isTag } from '@promo/core'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, notAllowed } from './answers.ts'
import { isContentDigest, isMeantAsDigest, type ContentDigest } from './content-digest.ts'
import { putManifest, type ManifestTarget } from './put-manifest.ts'
import type { Repository, Store, StoredManifest } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

export function answerManifest(
  request: SandboxRequest,
  target: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  const refusal = refuseReference(request, target.reference)
  if (refusal !== undefined) return refusal
  if (request.method === 'PUT') return putManifest(request, target, store, switches)
  if (request.method === 'DELETE') return deleteManifest(target, store, switches)
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET', 'HEAD', 'PUT', 'DELETE')
  return getManifest(request, target, store, switches)
}

/** What cannot be the name of a manifest names none: 404 to who reads (OCI conformance suite, "Pull manifests"), 400 to who writes. */
function refuseReference({ method }: SandboxRequest, reference: string): SandboxResponse | undefined {
  if (isContentDigest(reference) || isTag(reference)) return undefined
  if (method !== 'PUT') return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  return isMeantAsDigest(reference)
    ? errorAnswer(400, 'DIGEST_INVALID', 'no full sha256 or sha512 digest')
    : errorAnswer(400, 'MANIFEST_INVALID', 'neither a tag nor a digest')
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
  const isCollected =
    found !== undefined && switches.collected.has(`${target.repository}@${found.digest}`) && request.method === 'GET'
  if (found === undefined || isCollected) return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  const type = { 'content-type': found.mediaType }
  const etag = switches.conditions ? { etag: `"${found.digest}"` } : {}
  const headers = { ...type, 'docker-content-digest': found.digest, ...etag }
  if (request.method === 'GET') return { status: 200, headers, body: found.bytes }
  if (!switches.describesOnHead) return { status: 200, headers: type }
  return { status: 200, headers: { ...headers, 'content-length': String(found.bytes.byteLength) } }
}

/** A read that a lagging registry answers from the state before the last write. */
function lookUp(owned: Repository, reference: string, switches: RegistrySwitches): StoredManifest | undefined {
  const digest = isContentDigest(reference) ? reference : tagTarget(owned, reference, switches)
  const found = digest === undefined ? undefined : owned.manifests.get(digest)
  if (found === undefined || found.hiddenReads <= 0) return found
  found.hiddenReads -= 1
  return undefined
}

function tagTarget(owned: Repository, reference: string, switches: RegistrySwitches): ContentDigest | undefined {
  const tag = owned.tags.get(reference)
  if (tag === undefined) return switches.selfResolvingTags ? selfResolved(reference) : undefined
  if (tag.staleReads <= 0) return tag.digest
  tag.staleReads -= 1
  return tag.before
}

function selfResolved(reference: string): ContentDigest | undefined {
  const digest = reference.replace(/^sha256-/, 'sha256:')
  return isDigest(digest) ? digest : undefined
}

/** OCI distribution-spec, "Deleting tags", "Deleting Manifests": a digest takes its tags with it. */
function deleteManifest(
  { repository, reference }: ManifestTarget,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (!switches.deletes) return notAllowed('GET', 'HEAD', 'PUT')
  const owned = store.repositories.get(repository)
  if (owned === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  if (!isContentDigest(reference)) {
    return owned.tags.delete(reference) ? { status: 202 } : errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  }
  if (!owned.manifests.delete(reference)) return errorAnswer(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  for (const [tag, { digest }] of owned.tags) if (digest === reference) owned.tags.delete(tag)
  return { status: 202 }
}
