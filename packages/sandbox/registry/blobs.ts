import { isDigest } from '@promo/core'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import type { Store } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

/** OCI distribution-spec, "Pulling blobs", "Checking if content exists", "Deleting Blobs". */
export function answerBlob(
  request: SandboxRequest,
  { repository, digest }: { readonly repository: string; readonly digest: string },
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (!isDigest(digest)) return errorAnswer(400, 'DIGEST_INVALID', 'only full sha256 digests are served')
  const owned = store.repositories.get(repository)
  const bytes = owned?.blobs.has(digest) === true ? store.content.get(digest) : undefined
  if (owned === undefined || bytes === undefined) return errorAnswer(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  }
  if (request.method === 'HEAD')
    return { status: 200, headers: { ...headers, 'content-length': String(bytes.byteLength) } }
  if (request.method === 'GET') return rangeOf(request, bytes, headers)
  if (request.method !== 'DELETE' || !switches.deletes) return errorAnswer(405, 'UNSUPPORTED', 'not allowed')
  owned.blobs.delete(digest)
  return { status: 202 }
}

/** RFC 9110, section 14: one range `bytes=first-[last]`, as OCI distribution-spec recommends for blobs. */
function rangeOf(
  request: SandboxRequest,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): SandboxResponse {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers['range'] ?? '')
  if (range === null) return { status: 200, headers, body: bytes }
  const first = Number(range[1])
  const last = range[2] === '' ? bytes.byteLength - 1 : Math.min(Number(range[2]), bytes.byteLength - 1)
  const total = String(bytes.byteLength)
  if (first > last) return { status: 416, headers: { 'content-range': `bytes */${total}` } }
  const contentRange = { 'content-range': `bytes ${first}-${last}/${total}` }
  return { status: 206, headers: { ...headers, ...contentRange }, body: bytes.subarray(first, last + 1) }
}
