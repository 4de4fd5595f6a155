import type { ResponseHeaders } from './response-headers.ts'

const BASE_MS = 1000
const CAP_MS = 30_000
/** A server that asks for more than a day means something else: GHCR once sent microseconds. */
const ABSURD_MS = 24 * 60 * 60 * 1000

/** Full jitter: any time up to 1 s, 2 s, 4 s … 30 s after the first, second, third … attempt. */
export function backoff(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)))
}

/** What the server asks for in milliseconds, from `Retry-After` (RFC 9110 10.2.3) or GitHub's `x-ratelimit-reset`; undefined when it says nothing sensible. */
export function requestedDelay(headers: ResponseHeaders, now: Date): number | undefined {
  return sensible(retryAfter(headers.get('retry-after'), now)) ?? sensible(rateLimitReset(headers, now))
}

function retryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined
  if (/^[0-9]{1,10}$/.test(value)) return Number(value) * 1000
  // An HTTP date begins with the name of a day; Date.parse alone would take numbers with signs and units for years.
  if (/^[A-Z][a-z]{2,8},? /.test(value)) return Date.parse(value) - now.getTime()
  return undefined
}

/** Seconds since 1970 in UTC (docs.github.com, "Rate limits for the REST API"); one second more, since it is rounded down. */
function rateLimitReset(headers: ResponseHeaders, now: Date): number | undefined {
  const value = headers.get('x-ratelimit-reset') ?? ''
  if (headers.get('x-ratelimit-remaining') !== '0' || !/^[0-9]{1,12}$/.test(value)) return undefined
  return Number(value) * 1000 - now.getTime() + 1000
}

function sensible(milliseconds: number | undefined): number | undefined {
  return milliseconds !== undefined && milliseconds > 0 && milliseconds <= ABSURD_MS ? milliseconds : undefined
}
