import { isIP } from 'node:net'
import { addressFault } from './address-rules.ts'
import type { Credential } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { registryError } from './errors.ts'

/** A token server that may be asked. */
export interface Realm {
  readonly url: URL
  /** The address that makes this one trusted, for the address guard of `http`. */
  readonly discoveredFrom: string
}

/**
 * Token servers of registries whose realm lies in another domain of the same operator: they may get its passwords.
 * Docker's own messages for Scaleway name `https://api.scaleway.com/registry-internal/v1/regions/fr-par/tokens`.
 */
const KNOWN_SERVERS: readonly (readonly [registries: RegExp, server: string])[] = [
  [/^rg\.[a-z]{2}-[a-z]{3}\.scw\.cloud$/, 'api.scaleway.com'],
]

/**
 * The token server of a challenge; throws `realm-refused`.
 * With credentials it must be the registry's host or in its domain (auth.docker.io for registry-1.docker.io, gitlab.com for
 * registry.gitlab.com), one that is known for this registry, or the `token-server` that came with the credentials: a
 * challenge must not be able to send a password to a foreign site. The named one, and another port of the registry's own
 * host, may have a private address, as GitLab at `gitlab.corp` with its registry at `gitlab.corp:5050`.
 */
export function checkRealm(realm: string, endpoint: Endpoint, credential: Credential | undefined): Realm {
  if (!URL.canParse(realm)) throw refused(realm, 'it is not a URL', endpoint)
  const url = new URL(realm)
  const host = new URL(endpoint.origin).hostname
  const isNamed = isNamedBy(credential, url)
  const fault = addressFault(url, isNamed ? { origin: url.origin, plain: endpoint.plain } : endpoint)
  if (fault !== undefined) throw refused(url.host, fault, endpoint)
  const mayKnow = credential === undefined || isNamed || isTrusted(url.hostname, host)
  if (!mayKnow) throw refused(url.host, `it is outside the domain of ${endpoint.registry}`, endpoint)
  return { url, discoveredFrom: isNamed || url.hostname === host ? url.origin : endpoint.origin }
}

function isNamedBy(credential: Credential | undefined, url: URL): boolean {
  return credential?.kind === 'basic' && credential.tokenServer === url.host
}

function isTrusted(server: string, registry: string): boolean {
  return (
    sameSite(registry, server) ||
    KNOWN_SERVERS.some(([registries, known]) => known === server && registries.test(registry))
  )
}

/** True for the same host, and for hosts that share a domain of at least two labels. */
export function sameSite(a: string, b: string): boolean {
  if (a === b) return true
  if (isIP(a) !== 0 || isIP(b) !== 0) return false
  return domain(a) === domain(b) && domain(a).includes('.')
}

/** Second levels under which countries register names (publicsuffix.org); `registry.bmw.de` is none of them. */
const SECOND_LEVEL = /\.(?:ac|co|com|ed|edu|go|gob|gov|gv|mil|ne|net|or|org)\.[a-z]{2}$/

/** Two labels, or three under a country's second level such as `co.uk`. */
function domain(host: string): string {
  const labels = host.split('.')
  return labels.slice(SECOND_LEVEL.test(host) ? -3 : -2).join('.')
}

function refused(realm: string, why: string, endpoint: Endpoint): Error {
  const shown = realm.slice(0, 200)
  return registryError(
    'realm-refused',
    { registry: endpoint.registry, realm: shown },
    `${endpoint.registry} names the token server ${JSON.stringify(shown)}: ${why}`,
  )
}
