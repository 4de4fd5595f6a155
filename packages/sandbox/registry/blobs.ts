import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, notAllowed } from './answers.ts'
import { isContentDigest } from './content-digest.ts'
import type { Store } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

/** OCI distribution-spec, "Pulling blobs", "Checking if content exists", "Deleting Blobs". */
export function answerBlob(
  request: SandboxRequest,
  { repository, digest }: { readonly repository: string; readonly digest: string },
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (!isContentDigest(digest)) return errorAnswer(400, 'DIGEST_INVALID', 'no full sha256 or sha512 digest')
  const bytes = store.blob(repository, digest)
  if (bytes === undefined || isForgotten(request, `${repository}@${digest}`, switches))
    return errorAnswer(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
  if (request.method === 'DELETE' && switches.deletes) {
    store.repositories.get(repository)?.blobs.delete(digest)
    return { status: 202 }
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET', 'HEAD')
  return redirected(request, switches) ?? blobAnswer(request, digest, bytes, switches)
}

/** Only HEAD still speaks of what was collected. */
function isForgotten({ method }: SandboxRequest, content: string, { collected }: RegistrySwitches): boolean {
  return method !== 'HEAD' && collected.has(content)
}

/** Whether this request came to where blobs are served from, and not to the registry. */
export function isAtBlobOrigin(request: SandboxRequest, { blobOrigin }: RegistrySwitches): boolean {
  return request.url.origin === blobOrigin
}

function redirected(request: SandboxRequest, switches: RegistrySwitches): SandboxResponse | undefined {
  if (switches.blobOrigin === undefined) return undefined
  if (!isAtBlobOrigin(request, switches)) {
    return { status: 307, headers: { location: new URL(request.url.pathname, switches.blobOrigin).href } }
  }
  return request.headers['authorization'] === undefined ? undefined : { status: 400, body: 'InvalidArgument' }
}

function blobAnswer(
  request: SandboxRequest,
  digest: string,
  bytes: Uint8Array,
  { describesOnHead }: RegistrySwitches,
): SandboxResponse {
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' }
  const described = { ...headers, 'docker-content-digest': digest }
  if (request.method === 'GET') return rangeOf(request, bytes, described)
  if (!describesOnHead) return { status: 200, headers }
  return { status: 200, headers: { ...described, 'content-length': String(bytes.byteLength) } }
}

/** RFC 9110, section 14, as OCI distribution-spec recommends for blobs. */
function rangeOf(
  request: SandboxRequest,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): SandboxResponse {
  const total = bytes.byteLength
  const range = byteRange(request.headers['range'] ?? '', total)
  if (range === undefined) return { status: 200, headers, body: bytes }
  const [start, end] = range
  if (start > end) return { status: 416, headers: { 'content-range': `bytes */${total}` } }
  const contentRange = { 'content-range': `bytes ${start}-${end}/${total}` }
  return { status: 206, headers: { ...headers, ...contentRange }, body: bytes.subarray(start, end + 1) }
}

/** First and last byte of one range, `first-`, `first-last` or `-length`. */
function byteRange(header: string, total: number): readonly [number, number] | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? []
  if (first !== '') return [Number(first), last === '' ? total - 1 : Math.min(Number(last), total - 1)]
  return last === '' ? undefined : [Math.max(0, total - Number(last)), total - 1]
}
