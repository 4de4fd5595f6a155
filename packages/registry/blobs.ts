import { createHash, type Hash } from 'node:crypto'
import { isDigest, isPromoError, type Digest, type ImageName } from '@promo/core'
import type { HttpStream } from '@promo/http'
import { answerError } from './answers.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { bareMediaType } from './media-types.ts'
import type { Session } from './session.ts'

type BlobPointer = Pick<Descriptor, 'digest' | 'size'>

/** How often a broken download goes on where it stopped. */
const RESUME_LIMIT = 4
/** Room for the words of a refusal where a blob is small. */
const ERROR_BODY_BYTES = 64 * 1024

/**
 * Asked before a write, so with the right to write: one token serves both. A 200 that speaks of another digest or comes with
 * a web page is no proof: `content-mismatch`, `registry-response-invalid`.
 */
export async function blobExists(session: Session, name: ImageName, digest: Digest): Promise<boolean> {
  const what = `${name}@${digest}`
  const response = await session.request({ name, path: `blobs/${digest}`, method: 'HEAD', access: 'push' })
  if (response.status === 404) return false
  if (response.status !== 200) throw answerError(response, what)
  const reported = response.headers.get('docker-content-digest')
  if (isDigest(reported) && reported !== digest) throw mismatch(what, `a header that says ${reported}`)
  if (bareMediaType(response.headers.get('content-type')) !== 'text/html') return true
  throw registryError('registry-response-invalid', { blob: what }, `${response.url.host} answered with a web page`)
}

/**
 * The bytes of a blob (OCI distribution-spec, "Pulling blobs"), counted and hashed on the way: more than `size` bytes, fewer,
 * or another hash end in `content-mismatch`, before the last chunk is handed out. A cut connection is resumed with Range.
 */
export async function* readBlobStream(
  session: Session,
  name: ImageName,
  pointer: BlobPointer,
): AsyncIterable<Uint8Array> {
  yield* verified(resumed(session, name, pointer), pointer, `${name}@${pointer.digest}`)
}

/** Passes chunks on while hashing them; holds the last one back until the hash is proven. */
export async function* verified(
  chunks: AsyncIterable<Uint8Array>,
  pointer: BlobPointer,
  what: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  let size = 0
  let held: Uint8Array | undefined
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > pointer.size) throw mismatch(what, `more than the ${pointer.size} bytes of its descriptor`)
    hash.update(chunk)
    if (held !== undefined) yield held
    held = chunk
  }
  if (size !== pointer.size) throw mismatch(what, `${size} bytes, its descriptor says ${pointer.size}`)
  assertHash(hash, pointer.digest, what)
  if (held !== undefined) yield held
}

/** A whole blob in memory; `content-mismatch` when it is larger than `maxBytes`, or its hash differs. */
export async function readWholeBlob(
  session: Session,
  name: ImageName,
  digest: Digest,
  maxBytes: number,
): Promise<Uint8Array> {
  const what = `${name}@${digest}`
  const response = await session.request({
    name,
    path: `blobs/${digest}`,
    method: 'GET',
    access: 'pull',
    maxResponseBytes: maxBytes,
  })
  if (response.status === 404) throw missingBlob(what)
  if (response.status !== 200) throw answerError(response, what)
  assertHash(createHash('sha256').update(response.body), digest, what)
  return response.body
}

/** Goes on after a cut, whether the connection said so or the body just ended; not when an attempt brought nothing new. */
async function* resumed(session: Session, name: ImageName, pointer: BlobPointer): AsyncIterable<Uint8Array> {
  let offset = 0
  for (let attempt = 0; ; attempt += 1) {
    const start = offset
    const stream = await open(session, name, pointer, offset)
    try {
      for await (const chunk of contentFrom(stream, offset)) {
        offset += chunk.byteLength
        yield chunk
        if (offset > pointer.size) return
      }
      if (offset === pointer.size || offset === start || attempt >= RESUME_LIMIT) return
    } catch (error) {
      if (attempt >= RESUME_LIMIT || !isConnectionFault(error)) throw error
    }
    session.log(`${name}@${pointer.digest}: resuming at byte ${offset}`)
  }
}

/** A 416 to a range that must be there says that the registry cannot give ranges: it is asked for the whole. */
async function open(session: Session, name: ImageName, pointer: BlobPointer, offset: number): Promise<HttpStream> {
  const { digest, size } = pointer
  const what = `${name}@${digest}`
  const headers: Record<string, string> = offset === 0 ? {} : { range: `bytes=${offset}-` }
  const maxResponseBytes = size + ERROR_BODY_BYTES
  const call = { name, path: `blobs/${digest}`, method: 'GET', access: 'pull', maxResponseBytes } as const
  let stream = await session.stream({ ...call, headers })
  if (stream.status === 416 && offset > 0) {
    await stream.cancel()
    stream = await session.stream(call)
  }
  if (stream.status === 404) {
    await stream.cancel()
    throw missingBlob(what)
  }
  if (stream.status !== 200 && (stream.status !== 206 || offset === 0)) await refuse(stream, what)
  return stream
}

/** The bytes from `offset` on, of an answer to a request for them. */
function contentFrom(stream: HttpStream, offset: number): AsyncIterable<Uint8Array> {
  if (stream.status !== 206) return skip(stream.body, offset)
  const range = stream.headers.get('content-range')
  const start = Number(/^bytes (\d{1,15})-/.exec(range ?? `bytes ${offset}-`)?.[1])
  if (start <= offset) return skip(stream.body, offset - start)
  const { host } = stream.url
  const told = JSON.stringify(range?.slice(0, 80))
  throw registryError('registry-response-invalid', { host, offset }, `${host} answered byte ${offset} with ${told}`)
}

/** Leaves out what was handed on already: a registry that ignores Range sends everything again. */
export async function* skip(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncIterable<Uint8Array> {
  let left = bytes
  for await (const chunk of chunks) {
    if (chunk.byteLength > left) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.byteLength)
  }
}

async function refuse(stream: HttpStream, what: string): Promise<never> {
  await stream.cancel()
  throw answerError({ status: stream.status, headers: stream.headers, url: stream.url }, what)
}

function isConnectionFault(error: unknown): boolean {
  return isPromoError(error) && (error.code === 'http-unreachable' || error.code === 'http-timeout')
}

function missingBlob(what: string): Error {
  return registryError('blob-missing', { blob: what }, `the registry has no blob ${what}`)
}

function assertHash(hash: Hash, expected: Digest, what: string): void {
  const found = `sha256:${hash.digest('hex')}`
  if (found !== expected) throw mismatch(what, `hash ${found}`)
}

function mismatch(what: string, found: string): Error {
  return registryError('content-mismatch', { what, found }, `${what}: received ${found}`)
}
