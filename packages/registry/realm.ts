import { isIP } from 'node:net'
import { addressFault } from './address-rules.ts'
import type { Endpoint } from './endpoint.ts'
import { registryError } from './errors.ts'

/**
 * The token server of a challenge; throws `realm-refused`.
 * With credentials it must be the registry's host or in its domain (auth.docker.io for registry-1.docker.io,
 * gitlab.com for registry.gitlab.com): a challenge must not be able to send a password to a foreign site.
 */
export function checkRealm(realm: string, endpoint: Endpoint, withCredentials: boolean): URL {
  if (!URL.canParse(realm)) throw refused(realm, 'it is not a URL', endpoint)
  const url = new URL(realm)
  const fault = addressFault(url, endpoint)
  if (fault !== undefined) throw refused(url.host, fault, endpoint)
  const host = new URL(endpoint.origin).hostname
  if (withCredentials && !sameSite(host, url.hostname)) {
    throw refused(url.host, `it is outside the domain of ${endpoint.registry}`, endpoint)
  }
  return url
}

/** True for the same host, and for hosts that share a domain of at least two labels. */
export function sameSite(a: string, b: string): boolean {
  if (a === b) return true
  if (isIP(a) !== 0 || isIP(b) !== 0) return false
  return domain(a) === domain(b) && domain(a).includes('.')
}

/** Two labels, or three under a country's second level such as `co.uk`. */
function domain(host: string): string {
  const labels = host.split('.')
  return labels.slice(/\.[a-z]{2,3}\.[a-z]{2}$/.test(host) ? -3 : -2).join('.')
}

function refused(realm: string, why: string, endpoint: Endpoint): Error {
  const shown = realm.slice(0, 200)
  return registryError(
    'realm-refused',
    { registry: endpoint.registry, realm: shown },
    `${endpoint.registry} names the token server ${JSON.stringify(shown)}: ${why}`,
  )
}
