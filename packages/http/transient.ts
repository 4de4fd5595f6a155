import type { ResponseHeaders } from './response-headers.ts'

/** ggcr's list (408, 429, 499, 500, 502-504, 522) and 425 Too Early. */
const TRANSIENT_STATUSES: readonly number[] = [408, 425, 429, 499, 500, 502, 503, 504, 522]

/** GitHub's words for its secondary limits, which come as 403, and as 422 when content is created too fast. */
const RATE_MARKERS = /secondary rate limit|abuse detection|submitted too quickly/i

const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'HPE_INVALID_EOF_STATE',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_SOCKET',
])

/** Whether the answer is worth another attempt. `body` holds what is known of it, for the limits that only it names. */
export function isTransientStatus(status: number, headers: ResponseHeaders, body: string): boolean {
  if (TRANSIENT_STATUSES.includes(status)) return true
  if (status !== 403 && status !== 422) return false
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || RATE_MARKERS.test(body)
}

/** Whether the connection broke in a way that may heal; certificate and protocol errors do not. */
export function isTransientError(error: unknown): boolean {
  return errorChain(error).some((link) => TRANSIENT_CODES.has(codeOf(link)) || isTransientProxyAnswer(link))
}

/** The error and its causes, the members of aggregates included, at most ten. */
export function errorChain(error: unknown): readonly Error[] {
  const chain: Error[] = []
  const queue = [error]
  while (queue.length > 0 && chain.length < 10) {
    const next = queue.shift()
    if (!isError(next)) continue
    chain.push(next)
    queue.push(next.cause)
    if ('errors' in next && Array.isArray(next.errors)) queue.push(...(next.errors as unknown[]))
  }
  return chain
}

/** By shape: an error of another realm is no instance of this one's class. */
function isError(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
}

export function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** A proxy that has no better answer to CONNECT for now. */
function isTransientProxyAnswer(error: Error): boolean {
  return (
    'proxyStatus' in error && typeof error.proxyStatus === 'number' && TRANSIENT_STATUSES.includes(error.proxyStatus)
  )
}
