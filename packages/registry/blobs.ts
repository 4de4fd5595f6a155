import { createHash, type Hash } from 'node:crypto'
import { isPromoError, type Digest, type ImageName } from '@promo/core'
import type { HttpStream } from '@promo/http'
import { answerError } from './answers.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import type { Session } from './session.ts'

type BlobPointer = Pick<Descriptor, 'digest' | 'size'>

/** How often a broken download goes on where it stopped. */
const RESUME_LIMIT = 4
/** Room for the words of a refusal where a blob is small. */
const ERROR_BODY_BYTES = 64 * 1024

/** Asked before a write, so with the right to write: one token serves both. */
export async function blobExists(session: Session, name: ImageName, digest: Digest): Promise<boolean> {
  const response = await session.request({ name, path: `blobs/${digest}`, method: 'HEAD', access: 'push' })
  if (response.status === 404) return false
  if (response.status !== 200) throw answerError(response, `${name}@${digest}`)
  return true
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

async function* resumed(session: Session, name: ImageName, pointer: BlobPointer): AsyncIterable<Uint8Array> {
  let offset = 0
  for (let attempt = 0; ; attempt += 1) {
    try {
      for await (const chunk of from(session, name, pointer, offset)) {
        offset += chunk.byteLength
        yield chunk
        if (offset > pointer.size) return
      }
      return
    } catch (error) {
      if (attempt >= RESUME_LIMIT || offset === 0 || !isConnectionFault(error)) throw error
      session.log(`${name}@${pointer.digest}: resuming at byte ${offset}`)
    }
  }
}

async function* from(
  session: Session,
  name: ImageName,
  { digest, size }: BlobPointer,
  offset: number,
): AsyncIterable<Uint8Array> {
  const headers: Record<string, string> = offset === 0 ? {} : { range: `bytes=${offset}-` }
  const maxResponseBytes = size + ERROR_BODY_BYTES
  const stream = await session.stream({
    name,
    path: `blobs/${digest}`,
    method: 'GET',
    access: 'pull',
    headers,
    maxResponseBytes,
  })
  if (stream.status === 404) throw missingBlob(`${name}@${digest}`)
  if (stream.status !== 200 && (stream.status !== 206 || offset === 0)) await refuse(stream, `${name}@${digest}`)
  yield* skip(stream.body, stream.status === 206 ? 0 : offset)
}

/** A registry that ignores Range sends everything again: what was handed on already is left out. */
async function* skip(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncIterable<Uint8Array> {
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
