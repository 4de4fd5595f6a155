import type { OutgoingBody } from './bodies.ts'
import { httpError } from './errors.ts'
import { showUrl } from './origins.ts'
import type { HttpMethod } from './request.ts'

/** The limit of the Fetch standard ("HTTP-redirect fetch", step 4). */
export const REDIRECT_LIMIT = 20

const REDIRECT_STATUSES: readonly number[] = [301, 302, 303, 307, 308]
/** Headers of the caller that say what is wanted, not who wants it. */
const KEPT_ACROSS_ORIGINS: readonly string[] = ['accept', 'range']

/** One request on the wire. */
export interface Hop {
  readonly url: URL
  readonly method: HttpMethod
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: OutgoingBody | undefined
}

/** The hop that an answer leads to, undefined when it is no redirect. Throws `http-redirect-refused`. */
export function nextHop(hop: Hop, status: number, location: string | null): Hop | undefined {
  if (!REDIRECT_STATUSES.includes(status) || location === null) return undefined
  const url = resolve(location, hop.url)
  const turnsToGet = status === 303 ? hop.method !== 'HEAD' : status < 303 && hop.method === 'POST'
  const method = turnsToGet ? 'GET' : hop.method
  const body = turnsToGet ? undefined : hop.body
  return { url, method, body, headers: carriedHeaders(hop, url, body) }
}

/** What was dropped once is gone: the next hop is made from these headers, also when it leads back. */
function carriedHeaders(hop: Hop, url: URL, body: OutgoingBody | undefined): Hop['headers'] {
  const foreign = url.origin !== hop.url.origin
  return Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) => {
      if (name.startsWith('content-')) return body !== undefined
      return !foreign || KEPT_ACROSS_ORIGINS.includes(name)
    }),
  )
}

function resolve(location: string, base: URL): URL {
  const url = URL.parse(location, base.href)
  if (url === null) throw refused(base, 'to something that is not a URL')
  if (base.protocol === 'https:' && url.protocol !== 'https:') throw refused(base, `from https to ${url.protocol}`)
  if (url.username !== '' || url.password !== '') throw refused(base, 'to a URL with credentials')
  url.hash = ''
  return url
}

export function tooManyRedirects(url: URL): Error {
  return refused(url, `for the ${REDIRECT_LIMIT + 1}st time`)
}

function refused(url: URL, why: string): Error {
  return httpError('http-redirect-refused', { from: showUrl(url) }, `${showUrl(url)} redirects ${why}`)
}
