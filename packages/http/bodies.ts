import { Readable } from 'node:stream'
import { httpError } from './errors.ts'
import type { HttpRequest } from './request.ts'

/** Slowest transfer that is waited for: 256 KiB a second. */
const SLOWEST_BYTES_PER_MS = 256 * 1.024

/** As much of a body is made while earlier bytes are on their way. */
const READ_AHEAD = { objectMode: false, highWaterMark: 1024 * 1024 }

/** What is sent with one hop: its length is always declared, so that a short body is noticed by both sides. */
export interface OutgoingBody {
  readonly size: number
  open(): Buffer | Readable
}

export function outgoingBody(body: HttpRequest['body']): OutgoingBody | undefined {
  if (body === undefined) return undefined
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = Buffer.from(body)
    return { size: bytes.length, open: () => bytes }
  }
  const { size } = body
  return { size, open: () => Readable.from(exactly(body.open(), size), READ_AHEAD) }
}

/** A body that is not as long as it was declared would leave the server waiting, or speak out of turn on its connection. */
async function* exactly(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const chunk of chunks) {
    sent += chunk.byteLength
    if (sent > size) break
    yield chunk
  }
  if (sent !== size) throw httpError('http-request-invalid', { size, sent }, `a body of ${size} bytes gave ${sent}`)
}

/** Time to allow for moving that many bytes, beyond the usual limit of an attempt. */
export function transferTime(bytes: number): number {
  return Math.ceil(Math.max(0, bytes) / SLOWEST_BYTES_PER_MS)
}

/** Passes the chunks on and stops with `http-response-too-large` at the first one beyond the cap. */
export async function* capped(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  what: string,
): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit, what)
    yield chunk
  }
}

/** The whole body; as `capped` for one that is too large. */
export function collect(body: Readable, limit: number, what: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    let size = 0
    body.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength
      parts.push(chunk)
      if (size > limit) body.destroy(tooLarge(limit, what))
    })
    body.once('end', () => resolve(Buffer.concat(parts)))
    body.once('error', reject)
    body.once('close', () => {
      if (!body.readableEnded) reject(new Error('the body ended too soon'))
    })
  })
}

export function tooLarge(limit: number, what: string): Error {
  return httpError('http-response-too-large', { what, limit }, `${what}: the answer has more than ${limit} bytes`)
}
