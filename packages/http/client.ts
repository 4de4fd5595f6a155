import { isPromoError, systemClock, type Clock } from '@promo/core'
import { capped, collect, outgoingBody, tooLarge, transferTime } from './bodies.ts'
import { READ, WRITE } from './budgets.ts'
import { httpError } from './errors.ts'
import { describeBreak, describeHop, discard, exchange, exchangeError, type Answer } from './exchange.ts'
import type { Environment } from './proxies.ts'
import type { Hop } from './redirects.ts'
import type { HttpClient, HttpRequest, HttpResponse, HttpStream } from './request.ts'
import { requestedDelay } from './retry-delay.ts'
import { assertWanted, withRetries, type Attempt, type RetryPorts } from './retry.ts'
import { errorChain, isTransientError, isTransientStatus } from './transient.ts'
import { createTransport, type AnswerSize, type Transport } from './transport.ts'

export interface HttpClientOptions {
  readonly userAgent?: string
  /** Hosts (`host` or `host:port`) that may be reached over plain http and at private addresses; loopback always may over http. */
  readonly plainHttpHosts?: readonly string[]
  readonly clock?: Clock
  /** From 0 to 1, for the jitter. */
  readonly random?: () => number
  /** Gets one line for each retry, without query strings. */
  readonly log?: (line: string) => void
  /** Where proxies are read from, and `NODE_EXTRA_CA_CERTS` if it is not the process's own. Default: process.env. */
  readonly environment?: Environment
}

const DEFAULT_MAX_BYTES = 8 * 1024 * 1024

/** The one HTTP client: keep-alive, own redirects, size caps, address guard, proxies and the retry policy. */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  return clientOver(createTransport({ environment: options.environment }), options)
}

export function clientOver(transport: Transport, options: HttpClientOptions): HttpClient {
  const run = <T>(request: HttpRequest, kind: Kind<T>): Promise<T> => perform(request, kind, transport, options)
  return {
    request: (request) =>
      run(request, { answer: 'small', finish: (answer, what) => readWhole(answer, limitOf(request), what) }),
    stream: (request) =>
      run(request, { answer: sizeOf(request), finish: (answer, what) => openStream(answer, request, what) }),
  }
}

/** An answer in the caller's form, and what is known of its text for the retry policy. */
interface Finished<T> {
  readonly value: T
  readonly text: string
}

interface Kind<T> {
  readonly answer: AnswerSize
  readonly finish: (answer: Answer, what: string) => Promise<Finished<T>>
}

async function perform<T>(
  request: HttpRequest,
  { answer: size, finish }: Kind<T>,
  transport: Transport,
  options: HttpClientOptions,
): Promise<T> {
  const hop = firstHop(request, options.userAgent ?? 'promo')
  const what = describeHop(hop)
  const ports = portsOf(options)
  const rules = {
    plainHttpHosts: options.plainHttpHosts ?? [],
    configured: parseUrl(request.discoveredFrom ?? hop.url).origin,
  }
  let unread: Answer | undefined
  const attempt = async (_number: number, signal: AbortSignal): Promise<Attempt<T>> => {
    if (unread !== undefined) await discard(unread)
    try {
      const answer = await exchange(hop, {
        rules,
        transport,
        follow: request.redirect !== 'manual',
        answer: size,
        signal,
      })
      unread = answer
      const { value, text } = await finish(answer, what)
      if (!mayRepeat(request) || !isRetried(request, answer, text)) return { kind: 'done', value }
      const waitMs = requestedDelay(answer.headers, ports.clock.now())
      return { kind: 'transient', cause: String(answer.status), waitMs, last: { value } }
    } catch (error) {
      return brokenAttempt(error, request, what, signal)
    }
  }
  return withRetries(request.budget ?? (isRead(request) ? READ : WRITE), attempt, {
    ...ports,
    what,
    signal: request.signal,
    transferMs: transferTime((hop.body?.size ?? 0) + limitOf(request) - DEFAULT_MAX_BYTES),
  })
}

function portsOf(options: HttpClientOptions): Pick<RetryPorts, 'clock' | 'random' | 'log'> {
  const { clock = systemClock, random = Math.random, log = () => undefined } = options
  return { clock, random, log }
}

function brokenAttempt(error: unknown, request: HttpRequest, what: string, signal: AbortSignal): Attempt<never> {
  if (signal.aborted) throw error
  const refused = errorChain(error).some(isPromoError)
  if (refused || !isTransientError(error) || !mayRepeat(request)) throw exchangeError(error, what)
  const last = { error: (causes: readonly string[]) => exchangeError(error, what, causes) }
  return { kind: 'transient', cause: describeBreak(error), last }
}

async function readWhole(answer: Answer, limit: number, what: string): Promise<Finished<HttpResponse>> {
  const { status, headers, url } = answer
  await assertDeclaredLength(answer, limit, what)
  const body = await collect(answer.body, limit, what)
  const text = status === 403 || status === 422 ? Buffer.from(body).toString('utf8', 0, 4096) : ''
  return { value: { status, headers, url, body }, text }
}

async function openStream(answer: Answer, request: HttpRequest, what: string): Promise<Finished<HttpStream>> {
  const { status, headers, url } = answer
  await assertDeclaredLength(answer, limitOf(request), what)
  const body = readable(answer, request, what)
  const cancel = async (): Promise<void> => void answer.body.destroy()
  return { value: { status, headers, url, body, cancel }, text: '' }
}

async function* readable(answer: Answer, request: HttpRequest, what: string): AsyncGenerator<Uint8Array> {
  try {
    yield* capped(answer.body, limitOf(request), what)
  } catch (error) {
    assertWanted(what, request.signal)
    throw exchangeError(error, what)
  }
}

/** Refuses an answer whose declared length is beyond the limit before a byte of its body is read. */
async function assertDeclaredLength(answer: Answer, limit: number, what: string): Promise<void> {
  if (answer.head || Number(answer.headers.get('content-length') ?? 0) <= limit) return
  answer.body.destroy()
  throw tooLarge(limit, what)
}

function firstHop(request: HttpRequest, userAgent: string): Hop {
  const url = withoutFragment(parseUrl(request.url))
  const headers: Record<string, string> = { 'user-agent': userAgent }
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value
  return { url, method: request.method, headers, body: outgoingBody(request.body) }
}

function withoutFragment(url: URL): URL {
  if (url.hash === '') return url
  const whole = new URL(url)
  whole.hash = ''
  return whole
}

function parseUrl(text: string | URL): URL {
  if (typeof text !== 'string') return text
  const url = URL.parse(text)
  if (url !== null) return url
  throw httpError('http-request-invalid', {}, 'not an absolute URL')
}

function isRetried(request: HttpRequest, { status, headers }: Answer, text: string): boolean {
  return request.retryStatuses !== 'none' && isTransientStatus(status, headers, text)
}

function isRead(request: HttpRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

function mayRepeat(request: HttpRequest): boolean {
  return request.idempotent ?? (request.method !== 'POST' && request.method !== 'PATCH')
}

function sizeOf(request: HttpRequest): AnswerSize {
  return limitOf(request) > DEFAULT_MAX_BYTES ? 'bulk' : 'small'
}

function limitOf(request: HttpRequest): number {
  return request.maxResponseBytes ?? DEFAULT_MAX_BYTES
}
