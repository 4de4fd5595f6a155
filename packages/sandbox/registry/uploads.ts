import { randomUUID } from 'node:crypto'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, notAllowed } from './answers.ts'
import { addChunk, rangeHeader } from './chunks.ts'
import { isContentDigest, isDigestOf } from './content-digest.ts'
import { mountBlob, type MayRead } from './mounts.ts'
import { overQuota } from './quota.ts'
import type { Store, Upload } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

/** `POST /v2/<name>/blobs/uploads/`: mount, single POST, or the start of a session (OCI distribution-spec, "Pushing blobs"). */
export async function startUpload(
  request: SandboxRequest,
  repository: string,
  store: Store,
  switches: RegistrySwitches,
  mayRead: MayRead,
): Promise<SandboxResponse> {
  const mount = await mountBlob(request, repository, store, switches, mayRead)
  if (mount !== undefined) return 'refused' in mount ? mount.refused : created(repository, mount.mounted)
  const digest = request.url.searchParams.get('digest')
  if (digest !== null) return storeBlob({ repository, digest, bytes: request.body }, store, switches)
  const upload: Upload = { id: randomUUID(), state: randomUUID(), chunks: [], size: 0 }
  store.ensure(repository).uploads.set(upload.id, upload)
  const minimum = switches.chunkMinimum > 0 ? { 'oci-chunk-min-length': String(switches.chunkMinimum) } : {}
  return { status: 202, headers: { ...progress(request, repository, upload, switches), ...minimum } }
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
  const headers = (): Readonly<Record<string, string>> => progress(request, repository, upload, switches)
  switch (request.method) {
    case 'GET':
      return { status: 204, headers: headers() }
    case 'DELETE':
      store.repositories.get(repository)?.uploads.delete(upload.id)
      return { status: 204 }
    case 'PATCH':
      return addChunk(request, upload, switches) ?? { status: 202, headers: headers() }
    case 'PUT':
      return addChunk(request, upload, switches) ?? finishUpload(request, repository, upload, store, switches)
    default:
      return notAllowed('GET', 'PATCH', 'PUT', 'DELETE')
  }
}

function finishUpload(
  request: SandboxRequest,
  repository: string,
  upload: Upload,
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  store.repositories.get(repository)?.uploads.delete(upload.id)
  const digest = request.url.searchParams.get('digest') ?? ''
  return storeBlob({ repository, digest, bytes: Buffer.concat(upload.chunks) }, store, switches)
}

interface Blob {
  readonly repository: string
  readonly digest: string
  readonly bytes: Uint8Array
}

function storeBlob({ repository, digest, bytes }: Blob, store: Store, switches: RegistrySwitches): SandboxResponse {
  if (!isContentDigest(digest) || !isDigestOf(digest, bytes)) {
    return errorAnswer(400, 'DIGEST_INVALID', 'provided digest did not match uploaded content')
  }
  const refusal = overQuota(repository, bytes, store, switches)
  if (refusal !== undefined) return refusal
  store.addBlob(repository, bytes, digest)
  switches.collected.delete(`${repository}@${digest}`)
  return created(repository, digest)
}

function created(repository: string, digest: string): SandboxResponse {
  return { status: 201, headers: { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest } }
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
