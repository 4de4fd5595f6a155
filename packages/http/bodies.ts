import { Readable } from 'node:stream'
import { httpError } from './errors.ts'
import type { HttpRequest } from './request.ts'

/** Slowest transfer that is waited for: 256 KiB a second. */
const SLOWEST_BYTES_PER_MS = 256 * 1.024

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
  return { size: body.size, open: () => Readable.from(body.open(), { objectMode: false }) }
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

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

export function tooLarge(limit: number, what: string): Error {
  return httpError('http-response-too-large', { what, limit }, `${what}: the answer has more than ${limit} bytes`)
}
