import { isLoopbackHost, isPrivateHost } from './addresses.ts'
import { httpError } from './errors.ts'

/** What a client may reach beside public https hosts. */
export interface OriginRules {
  /** Hosts, with or without port, that may be private and plain http. */
  readonly plainHttpHosts: readonly string[]
  /** The origin that the caller configured: it may be private. */
  readonly configured: string
}

/** How an admitted URL may be connected: `anywhere`, or `public` with every address that DNS gives checked. */
export type Reach = 'anywhere' | 'public'

/** Decides from the text of a URL alone; throws `http-plain-refused` or `http-address-refused`. */
export function admitUrl(url: URL, rules: OriginRules): Reach {
  assertForm(url)
  const listed = rules.plainHttpHosts.includes(url.host) || rules.plainHttpHosts.includes(url.hostname)
  const trusted = listed || url.origin === rules.configured
  if (!trusted && isPrivateHost(url.hostname)) throw refused(url, 'it is a private address')
  if (url.protocol === 'http:' && !listed && !isLoopbackHost(url.hostname)) {
    throw httpError('http-plain-refused', { host: url.host }, `${url.host} would be reached over plain http`)
  }
  return trusted ? 'anywhere' : 'public'
}

function assertForm(url: URL): void {
  if (url.username !== '' || url.password !== '') throw refused(url, 'it carries credentials')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(url, `its scheme is ${url.protocol}`)
}

/** Scheme, host and path: what a log may show. */
export function showUrl(url: URL): string {
  return `${url.origin}${url.pathname}`
}

function refused(url: URL, why: string): Error {
  return httpError('http-address-refused', { host: url.host }, `${url.protocol}//${url.host} is refused: ${why}`)
}
