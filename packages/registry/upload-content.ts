import { isDigest, isPromoError, type Digest, type ImageName } from '@promo/core'
import { requestedDelay, type HttpResponse } from '@promo/http'
import { answerError } from './answers.ts'
import { skip } from './blobs.ts'
import { cutInto } from './chunks.ts'
import { registryError } from './errors.ts'
import type { Call, Session } from './session.ts'
import { advanced, rangeEnd, type UploadSession } from './upload-session.ts'

/** What is sent. */
export interface UploadContent {
  readonly digest: Digest
  /** Bytes. */
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

/** How an attempt to send ended. */
export type Sent =
  | { readonly kind: 'stored' }
  | {
      readonly kind: 'broken'
      readonly error: Error
      /** `again`: another session may help; `resume`: this one may hold a part; `chunks`: the body was too large for one request. */
      readonly next: 'again' | 'resume' | 'chunks'
      /** What the registry asks for, in milliseconds. */
      readonly waitMs: number | undefined
      /** The session as it was last answered. */
      readonly upload: UploadSession
    }

/** An upload session that is gone, or whose offset the registry lost: only a new session helps. */
const LOST_SESSION: ReadonlySet<number> = new Set([400, 404, 409, 416])
/** No such request, or not with a body of this size: proxies such as Cloudflare's refuse more than 100 MB with 413. */
const NOT_AT_ONCE: ReadonlySet<number> = new Set([405, 411, 413, 501])
/** GHCR takes no more in one chunk (oras-project/rust-oci-client#37). */
const CHUNK_BYTES = 4 * 1024 * 1024
/** Held in memory for each upload at a time; a registry that wants more is refused. */
const CHUNK_LIMIT = 64 * 1024 * 1024
/** Below it a broken request is simply repeated by `http`; above, it is worth asking how much has arrived. */
const RESUMED_FROM = 8 * 1024 * 1024

/** 202 by the OCI distribution-spec; the others as go-containerregistry takes them (pkg/v1/remote/write.go, `streamBlob`). */
const CHUNK_TAKEN: ReadonlySet<number> = new Set([201, 202, 204])

const OCTETS = { 'content-type': 'application/octet-stream' } as const

/** One upload of one content, and how far it got. */
interface Sending {
  readonly session: Session
  readonly name: ImageName
  readonly content: UploadContent
  readonly upload: UploadSession
}

/** Sends the whole content in the request that ends the session (OCI distribution-spec, "POST then PUT"). */
export function sendWhole(
  session: Session,
  name: ImageName,
  content: UploadContent,
  upload: UploadSession,
): Promise<Sent> {
  const body = { size: content.size, open: () => content.open() }
  const once = content.size < RESUMED_FROM ? {} : { idempotent: false }
  return end({ session, name, content, upload }, { body, ...once })
}

/**
 * Sends what the session does not have yet in chunks, in order (OCI distribution-spec, "Pushing a blob in chunks"), and ends
 * it. A registry that took less of a chunk than was sent gets the rest in a second attempt.
 */
export async function sendChunks(
  session: Session,
  name: ImageName,
  content: UploadContent,
  from: UploadSession,
): Promise<Sent> {
  let sending: Sending = { session, name, content, upload: from }
  for await (const chunk of cutInto(skip(content.open(), from.offset), chunkSize(name, from))) {
    const sent = await sendChunk(sending, chunk)
    if ('kind' in sent) return sent
    sending = { ...sending, upload: sent }
  }
  return end(sending, { body: new Uint8Array() })
}

function chunkSize(name: ImageName, { leastChunk }: UploadSession): number {
  if (leastChunk <= CHUNK_LIMIT) return Math.max(CHUNK_BYTES, leastChunk)
  const what = `${name} takes no chunk under ${leastChunk} bytes`
  throw registryError('registry-response-invalid', { name, leastChunk }, what)
}

/** The session after the chunk, or how it ended. */
async function sendChunk(sending: Sending, chunk: Uint8Array): Promise<UploadSession | Sent> {
  const { session, name, content, upload } = sending
  const after = upload.offset + chunk.byteLength
  const headers = { ...OCTETS, 'content-range': `${upload.offset}-${after - 1}` }
  const answer = await request(sending, { method: 'PATCH', path: upload.location, headers, body: chunk })
  if ('kind' in answer) return answer
  if (!CHUNK_TAKEN.has(answer.status)) return refused(sending, answer)
  const taken = rangeEnd(answer) ?? after
  if (taken === after) return advanced(session, name, upload, answer, after)
  const facts = { name, digest: content.digest, taken }
  const error = registryError('registry-response-invalid', facts, `${name} has ${taken} bytes of ${content.digest}`)
  return { kind: 'broken', error, next: 'resume', waitMs: undefined, upload }
}

async function end(sending: Sending, more: Pick<Call, 'body' | 'idempotent'>): Promise<Sent> {
  const path = new URL(sending.upload.location)
  const digest = `digest=${encodeURIComponent(sending.content.digest)}`
  path.search = path.search === '' ? `?${digest}` : `${path.search}&${digest}`
  const answer = await request(sending, { method: 'PUT', path, headers: OCTETS, ...more })
  if ('kind' in answer) return answer
  if (answer.status !== 201 && answer.status !== 204) return refused(sending, answer)
  assertStored(answer, sending.content.digest)
  return { kind: 'stored' }
}

/** A connection that broke may have carried a part; whatever else is thrown, such as a digest that the source had wrong, ends it. */
async function request(
  { session, name, upload }: Sending,
  call: Omit<Call, 'name' | 'access'>,
): Promise<HttpResponse | Sent> {
  try {
    return await session.request({ ...call, name, access: 'push' })
  } catch (error) {
    const isBreak = isPromoError(error) && (error.code === 'http-unreachable' || error.code === 'http-timeout')
    if (!isBreak) throw error
    return { kind: 'broken', error, next: 'resume', waitMs: undefined, upload }
  }
}

/** Throws what no other attempt can better. */
function refused({ session, name, content, upload }: Sending, answer: HttpResponse): Sent {
  const error = answerError(answer, `upload ${name}@${content.digest}`)
  const next = nextAfter(answer.status, error.code)
  if (next === undefined) throw error
  return { kind: 'broken', error, next, waitMs: requestedDelay(answer.headers, session.clock.now()), upload }
}

function nextAfter(status: number, code: string): 'again' | 'resume' | 'chunks' | undefined {
  if (NOT_AT_ONCE.has(status)) return 'chunks'
  if (code === 'registry-unavailable') return 'resume'
  return LOST_SESSION.has(status) && code === 'registry-refused' ? 'again' : undefined
}

/** Throws `content-mismatch` when the registry says that it stored something else. */
export function assertStored(response: HttpResponse, digest: Digest): void {
  const reported = response.headers.get('docker-content-digest')
  if (!isDigest(reported) || reported === digest) return
  throw registryError(
    'content-mismatch',
    { expected: digest, found: reported },
    `${response.url.host} stored ${reported} instead of ${digest}`,
  )
}
