import type { Readable } from 'node:stream'
import { isPromoError } from '@promo/core'
import { httpError } from './errors.ts'
import { admitUrl, showUrl, type OriginRules } from './origins.ts'
import { nextHop, REDIRECT_LIMIT, tooManyRedirects, type Hop } from './redirects.ts'
import { responseHeaders, type ResponseHeaders } from './response-headers.ts'
import { codeOf, errorChain } from './transient.ts'
import type { AnswerSize, Transport } from './transport.ts'

/** An answer whose body was not read yet. */
export interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly url: URL
  /** The last hop was a HEAD: its `content-length` is not that of a body. */
  readonly head: boolean
  readonly body: Readable
}

export interface ExchangeOptions {
  readonly rules: OriginRules
  readonly transport: Transport
  readonly follow: boolean
  readonly answer: AnswerSize
  readonly signal: AbortSignal
}

/** One attempt: sends the request and follows its redirects. Errors are those of the transport, or PromoErrors for what is refused. */
export async function exchange(first: Hop, options: ExchangeOptions): Promise<Answer> {
  let hop = first
  for (let redirects = 0; ; redirects += 1) {
    const answer = await sendHop(hop, options)
    const next = options.follow ? await nextOf(hop, answer) : undefined
    if (next === undefined) return answer
    if (redirects >= REDIRECT_LIMIT) throw tooManyRedirects(hop.url)
    hop = next
  }
}

async function nextOf(hop: Hop, answer: Answer): Promise<Hop | undefined> {
  try {
    const next = nextHop(hop, answer.status, answer.headers.get('location'))
    if (next !== undefined) await discard(answer)
    return next
  } catch (error) {
    await discard(answer)
    throw error
  }
}

async function sendHop(hop: Hop, { rules, transport, answer, signal }: ExchangeOptions): Promise<Answer> {
  const reach = admitUrl(hop.url, rules)
  const { status, headers, body } = await transport(hop, reach, answer, signal)
  // Reading the body reports its errors; a body that is dropped unread must not bring the process down.
  body.on('error', () => undefined)
  return { status, headers: responseHeaders(headers), url: hop.url, head: hop.method === 'HEAD', body }
}

/** The rest of a body that is worth a connection. */
const DISCARDED_BYTES = 64 * 1024
const DISCARDING_MS = 1000

/** Lets the connection be used again when the rest of the body is small and comes soon, and closes it otherwise. */
export async function discard({ body }: Answer): Promise<void> {
  if (body.closed) return
  const closed = new Promise((resolve) => body.once('close', resolve))
  const timer = setTimeout(() => body.destroy(), DISCARDING_MS)
  let left = DISCARDED_BYTES
  body.on('data', (chunk: Uint8Array) => {
    left -= chunk.byteLength
    if (left < 0) body.destroy()
  })
  await closed
  clearTimeout(timer)
}

/** Names in a word or two what broke: the system's error code, or else its words. */
export function describeBreak(error: unknown): string {
  const chain = errorChain(error)
  return chain.map(codeOf).find((code) => code !== '' && !code.startsWith('UND_ERR')) ?? chain[0]?.message ?? 'unknown'
}

/**
 * What a broken exchange means to the caller: the PromoError inside, such as a digest that the source of a body found
 * wrong, else `http-timeout`, `http-request-invalid` or `http-unreachable`.
 */
export function exchangeError(error: unknown, what: string, causes: readonly string[] = []): Error {
  const chain = errorChain(error)
  const own = chain.find(isPromoError)
  if (own !== undefined) return own
  const tried = causes.length > 1 ? ` (${causes.length} attempts)` : ''
  const code = meaningOf(chain.map(codeOf))
  return httpError(code, { what, attempts: causes }, `${what}: ${describeBreak(error)}${tried}`, { cause: error })
}

/** How Node (lib/_http_outgoing.js, lib/_http_client.js) and undici refuse a header or a path before anything is sent. */
const UNSENDABLE: ReadonlySet<string> = new Set([
  'ERR_HTTP_INVALID_HEADER_VALUE',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_HTTP_TOKEN',
  'ERR_UNESCAPED_CHARACTERS',
  'UND_ERR_INVALID_ARG',
])

function meaningOf(codes: readonly string[]): 'http-request-invalid' | 'http-timeout' | 'http-unreachable' {
  if (codes.some((code) => UNSENDABLE.has(code))) return 'http-request-invalid'
  return codes.some((code) => code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT')) ? 'http-timeout' : 'http-unreachable'
}

export function describeHop(hop: Hop): string {
  return `${hop.method} ${showUrl(hop.url)}`
}
