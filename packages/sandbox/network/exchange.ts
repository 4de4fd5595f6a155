import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Delivery } from './faults.ts'

const BODILESS: readonly number[] = [204, 304]

/** Answers with a length always: there are clients that know no chunked coding, and HEAD tells the length of GET. */
export function send(
  response: ServerResponse,
  method: string,
  { response: { status, headers = {}, body = '' }, cutAfter }: Delivery,
): void {
  const bytes = Buffer.from(body)
  const declared = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const isBodiless = BODILESS.includes(status)
  const length = method === 'HEAD' ? (declared['content-length'] ?? String(bytes.length)) : String(bytes.length)
  response.writeHead(status, isBodiless ? declared : { ...declared, 'content-length': length })
  if (cutAfter !== undefined) {
    response.flushHeaders()
    response.write(bytes.subarray(0, cutAfter), () => response.socket?.destroy())
  } else response.end(method === 'HEAD' || isBodiless ? undefined : bytes)
}

export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Names in lower case, repeated headers joined. */
export function joinHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
