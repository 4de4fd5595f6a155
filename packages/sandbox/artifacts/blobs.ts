import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '@promo/core'
import type { Handler, SandboxRequest, SandboxResponse } from '../network/index.ts'

/** One of the storage accounts that GitHub's signed URLs name; the Azure client treats this domain in its own way. */
export const BLOB_HOST = 'productionresultssa0.blob.core.windows.net'
const CONTAINER = '/actions-results/'

type Permission = 'read' | 'write'

export interface Blob {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly fileName?: string
}

export interface BlobStore {
  /** A URL that allows one thing on one blob. */
  sign(name: string, permission: Permission): string
  /** The blob that a URL allows to read or write; undefined when its signature does not. */
  admit(url: URL, permission: Permission): string | undefined
  get(name: string): Blob | undefined
  put(name: string, blob: Blob): void
  describe(name: string, facts: { readonly contentType: string; readonly fileName: string }): void
  delete(name: string): void
  /** Blocks sent for a blob, by id, until a list commits them. */
  blocks(name: string): Map<string, Uint8Array>
}

export function createBlobStore(): BlobStore {
  const secret = randomBytes(32)
  const blobs = new Map<string, Blob>()
  const staged = new Map<string, Map<string, Uint8Array>>()
  // Hexadecimal: the Azure client strips the `=` that base64 may end with.
  const signature = (name: string, permission: Permission): string =>
    createHmac('sha256', secret).update(`${permission} ${name}`).digest('hex')
  return {
    sign: (name, permission) =>
      `https://${BLOB_HOST}${CONTAINER}${name}?sp=${permission.charAt(0)}&sig=${signature(name, permission)}`,
    admit: (url, permission) => {
      const name = url.pathname.startsWith(CONTAINER) ? url.pathname.slice(CONTAINER.length) : ''
      const given = Buffer.from(url.searchParams.get('sig') ?? '')
      const wanted = Buffer.from(signature(name, permission))
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? name : undefined
    },
    get: (name) => blobs.get(name),
    put: (name, blob) => blobs.set(name, blob),
    describe: (name, facts) => {
      const blob = blobs.get(name)
      if (blob !== undefined) blobs.set(name, { ...blob, ...facts })
    },
    delete: (name) => blobs.delete(name),
    blocks: (name) => {
      const known = staged.get(name) ?? new Map<string, Uint8Array>()
      staged.set(name, known)
      return known
    },
  }
}

/** The part of Azure Block Blob that artifacts need: Put Block, Put Block List, Put Blob, Get Blob with a range. */
export function createBlobHandler(store: BlobStore, clock: Clock): Handler {
  return async (request) => {
    const response = answer(store, request)
    const common = { 'x-ms-version': '2026-04-06', 'x-ms-request-id': 'sandbox', date: clock.now().toUTCString() }
    return { ...response, headers: { ...common, ...response.headers } }
  }
}

function answer(store: BlobStore, request: SandboxRequest): SandboxResponse {
  const permission = request.method === 'PUT' ? 'write' : 'read'
  const name = store.admit(request.url, permission)
  if (name === undefined) return fault(403, 'AuthenticationFailed')
  if (request.method === 'PUT') return put(store, name, request)
  if (request.method === 'GET' || request.method === 'HEAD') return get(store.get(name), request)
  return fault(405, 'UnsupportedHttpVerb')
}

function put(store: BlobStore, name: string, request: SandboxRequest): SandboxResponse {
  const contentType = request.headers['x-ms-blob-content-type'] ?? 'application/octet-stream'
  switch (request.url.searchParams.get('comp')) {
    case 'block': {
      store.blocks(name).set(request.url.searchParams.get('blockid') ?? '', request.body)
      return { status: 201 }
    }
    case 'blocklist':
      return commit(store, name, contentType, Buffer.from(request.body).toString('utf8'))
    case null:
      store.put(name, { bytes: request.body, contentType })
      return created(request.body)
    default:
      return fault(400, 'InvalidQueryParameterValue')
  }
}

/** The list gives the order, whatever order the blocks came in. */
function commit(store: BlobStore, name: string, contentType: string, list: string): SandboxResponse {
  const blocks = store.blocks(name)
  const ids = [...list.matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(([, id = '']) => id)
  const parts = ids.map((id) => blocks.get(id))
  if (parts.includes(undefined)) return fault(400, 'InvalidBlockList')
  const bytes = Buffer.concat(parts.flatMap((part) => part ?? []))
  blocks.clear()
  store.put(name, { bytes, contentType })
  return created(bytes)
}

function created(bytes: Uint8Array): SandboxResponse {
  return { status: 201, headers: { etag: etagOf(bytes) } }
}

function etagOf(bytes: Uint8Array): string {
  return `"0x${createHash('sha256').update(bytes).digest('hex').slice(0, 15).toUpperCase()}"`
}

function get(blob: Blob | undefined, request: SandboxRequest): SandboxResponse {
  if (blob === undefined) return fault(404, 'BlobNotFound')
  const { bytes, contentType, fileName } = blob
  const headers = {
    'content-type': contentType,
    'accept-ranges': 'bytes',
    'x-ms-blob-type': 'BlockBlob',
    etag: etagOf(bytes),
    ...(fileName === undefined
      ? {}
      : { 'content-disposition': `attachment; filename="${fileName.replaceAll('"', '')}"` }),
  }
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers['x-ms-range'] ?? request.headers['range'] ?? '')
  if (range === null) return { status: 200, headers, body: bytes }
  const start = Number(range[1])
  const end = range[2] === '' ? bytes.length - 1 : Math.min(Number(range[2]), bytes.length - 1)
  const place = { 'content-range': `bytes ${start}-${end}/${bytes.length}` }
  return { status: 206, headers: { ...headers, ...place }, body: bytes.subarray(start, end + 1) }
}

function fault(status: number, code: string): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  }
}
