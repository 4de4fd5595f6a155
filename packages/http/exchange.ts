import { setImmediate } from 'node:timers/promises'
import { isPromoError } from '@promo/core'
import type { Dispatcher } from 'undici'
import { httpError } from './errors.ts'
import { admitUrl, showUrl, type OriginRules } from './origins.ts'
import { nextHop, REDIRECT_LIMIT, tooManyRedirects, type Hop } from './redirects.ts'
import { responseHeaders, type ResponseHeaders } from './response-headers.ts'
import { codeOf, errorChain } from './transient.ts'
import type { Transport } from './transport.ts'

/** An answer whose body was not read yet. */
export interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly url: URL
  /** The last hop was a HEAD: its `content-length` is not that of a body. */
  readonly head: boolean
  readonly body: Dispatcher.ResponseData['body']
}

export interface ExchangeOptions {
  readonly rules: OriginRules
  readonly transport: Transport
  readonly follow: boolean
  readonly signal: AbortSignal
}

/** One attempt: sends the request and follows its redirects. Errors are those of undici, or PromoErrors for what is refused. */
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

async function sendHop(hop: Hop, { rules, transport, signal }: ExchangeOptions): Promise<Answer> {
  const reach = admitUrl(hop.url, rules)
  const length = hop.body === undefined ? {} : { 'content-length': String(hop.body.size) }
  const { origin, pathname, search } = hop.url
  const response = await transport(hop.url, reach).request({
    origin,
    path: `${pathname}${search}`,
    method: hop.method,
    headers: { ...hop.headers, ...length },
    body: hop.body === undefined || hop.body.size === 0 ? null : hop.body.open(),
    signal,
  })
  // Reading the body reports its errors; a body that is dropped unread must not bring the process down.
  response.body.on('error', () => undefined)
  return {
    status: response.statusCode,
    headers: responseHeaders(response.headers),
    url: hop.url,
    head: hop.method === 'HEAD',
    body: response.body,
  }
}

/** Lets the connection be used again when the rest of the body is small and comes soon, and closes it otherwise. */
export async function discard(answer: Answer): Promise<void> {
  // undici 6 knows the signal (lib/api/readable.js, dump), its types do not.
  const options = { limit: 64 * 1024, signal: AbortSignal.timeout(1000) }
  await answer.body.dump(options).catch(() => undefined)
  await freed()
}

/** undici takes a connection back one turn of the event loop after its body ended (lib/dispatcher/client-h1.js, onMessageComplete). */
export async function freed(): Promise<void> {
  await setImmediate()
}

/** Names in a word or two what broke: the system's error code, or what undici says. */
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

function meaningOf(codes: readonly string[]): 'http-request-invalid' | 'http-timeout' | 'http-unreachable' {
  if (codes.includes('UND_ERR_INVALID_ARG')) return 'http-request-invalid'
  return codes.some((code) => code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT')) ? 'http-timeout' : 'http-unreachable'
}

export function describeHop(hop: Hop): string {
  return `${hop.method} ${showUrl(hop.url)}`
}
