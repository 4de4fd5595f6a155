import { randomUUID } from 'node:crypto'
import { digestOf, isDigest } from '@promo/core'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer } from './answers.ts'
import type { Store, Upload } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

/** `POST /v2/<name>/blobs/uploads/`: mount, single POST, or the start of a session (OCI distribution-spec, "Pushing blobs"). */
export async function startUpload(
  request: SandboxRequest,
  repository: string,
  store: Store,
  switches: RegistrySwitches,
  mayRead: (repository: string) => Promise<boolean>,
): Promise<SandboxResponse> {
  const query = request.url.searchParams
  const mount = query.get('mount')
  const from = query.get('from')
  if (switches.mounts && isDigest(mount) && from !== null && store.repositories.get(from)?.blobs.has(mount) === true) {
    if (await mayRead(from)) {
      store.ensure(repository).blobs.add(mount)
      return created(repository, mount)
    }
  }
  const digest = query.get('digest')
  if (digest !== null) return storeBlob(repository, digest, request.body, store)
  const upload: Upload = { id: randomUUID(), state: randomUUID(), chunks: [], size: 0 }
  store.ensure(repository).uploads.set(upload.id, upload)
  return accepted(request, repository, upload, switches)
}

/** The requests of one session: PATCH adds a chunk, PUT ends it, GET tells how far it is, DELETE gives it up. */
export function answerUpload(
  request: SandboxRequest,
  { repository, id }: { readonly repository: string; readonly id: string },
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  const upload = store.repositories.get(repository)?.uploads.get(id)
  if (upload === undefined) return errorAnswer(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry')
  if (request.url.searchParams.get('_state') !== upload.state) {
    return errorAnswer(400, 'BLOB_UPLOAD_INVALID', 'the query of the location was not kept')
  }
  return continueUpload(request, repository, upload, store, switches)
}

function continueUpload(
  request: SandboxRequest,
  repository: string,
  upload: Upload,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  switch (request.method) {
    case 'GET':
      return { status: 204, headers: progress(request, repository, upload, switches) }
    case 'DELETE':
      store.repositories.get(repository)?.uploads.delete(upload.id)
      return { status: 204 }
    case 'PATCH':
      return addChunk(request, upload) ?? accepted(request, repository, upload, switches)
    case 'PUT':
      return addChunk(request, upload) ?? finishUpload(request, repository, upload, store)
    default:
      return errorAnswer(405, 'UNSUPPORTED', 'not allowed')
  }
}

function finishUpload(request: SandboxRequest, repository: string, upload: Upload, store: Store): SandboxResponse {
  store.repositories.get(repository)?.uploads.delete(upload.id)
  return storeBlob(repository, request.url.searchParams.get('digest') ?? '', Buffer.concat(upload.chunks), store)
}

/** "Pushing a blob in chunks": chunks come in order, each with its Content-Range; 416 otherwise. */
function addChunk(request: SandboxRequest, upload: Upload): SandboxResponse | undefined {
  const range = request.headers['content-range']
  if (range !== undefined) {
    const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? []
    const fits = Number(first) === upload.size && Number(last) - Number(first) + 1 === request.body.byteLength
    if (!fits) return { status: 416, headers: { range: rangeHeader(upload) } }
  }
  upload.chunks.push(request.body)
  upload.size += request.body.byteLength
  return undefined
}

function storeBlob(repository: string, digest: string, bytes: Uint8Array, store: Store): SandboxResponse {
  if (!isDigest(digest) || digestOf(bytes) !== digest) {
    return errorAnswer(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content')
  }
  return created(repository, store.addBlob(repository, bytes))
}

function created(repository: string, digest: string): SandboxResponse {
  return { status: 201, headers: { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest } }
}

function accepted(
  request: SandboxRequest,
  repository: string,
  upload: Upload,
  switches: RegistrySwitches,
): SandboxResponse {
  return { status: 202, headers: progress(request, repository, upload, switches) }
}

function progress(
  request: SandboxRequest,
  repository: string,
  upload: Upload,
  switches: RegistrySwitches,
): Readonly<Record<string, string>> {
  const path = `/v2/${repository}/blobs/uploads/${upload.id}?_state=${upload.state}`
  const location = switches.location === 'absolute' ? new URL(path, request.url).href : path
  return { location, range: rangeHeader(upload), 'docker-upload-uuid': upload.id }
}

function rangeHeader(upload: Upload): string {
  return `0-${Math.max(0, upload.size - 1)}`
}
