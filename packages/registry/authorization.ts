import { isPromoError, type Clock } from '@promo/core'
import type { HttpClient } from '@promo/http'
import { parseChallenge, type BearerChallenge, type Challenge } from './challenge.ts'
import type { Credential, Credentials } from './credentials.ts'
import { placeOf, type Endpoint } from './endpoint.ts'
import { widenScopes } from './scopes.ts'
import { createTokenCache } from './token-cache.ts'
import { basicHeader, fetchToken } from './token.ts'

/** Finds the Authorization header of a request, and learns from challenges. */
export interface Authorization {
  /** The header for these scopes as far as it is known without asking the registry; undefined before the first challenge. */
  header(endpoint: Endpoint, scopes: readonly string[]): Promise<string | undefined>
  /** After a refusal of a request sent with `used`: another header to try once, or undefined when there is none. */
  renew(
    endpoint: Endpoint,
    scopes: readonly string[],
    challenge: string | null,
    used: string | undefined,
  ): Promise<string | undefined>
}

export interface AuthorizationPorts {
  readonly http: HttpClient
  readonly credentials: Credentials
  readonly clock: Clock
}

type Scopes = readonly string[]

/**
 * One memory per client. A challenge is remembered for its repository, and tried for the others of its registry: Artifactory
 * has a token server for each repository (`/artifactory/api/docker/<repository>/v2/token`), so that one that was taken from
 * another repository may refuse, which proves nothing. Scopes that a challenge adds are asked for from then on.
 */
export function createAuthorization(ports: AuthorizationPorts): Authorization {
  const challenges = new Map<string, Challenge>()
  const widened = new Map<string, Scopes>()
  const tokens = createTokenCache(ports.clock)
  const find = ({ registry, repository }: Endpoint): Promise<Credential | undefined> =>
    ports.credentials.find(registry, repository)

  async function bearer(
    endpoint: Endpoint,
    scopes: Scopes,
    challenge: BearerChallenge,
    used?: string,
  ): Promise<string> {
    const spent = used?.replace(/^Bearer /, '')
    const token = await tokens.obtain(endpoint, scopes, spent, async () => {
      const asked = widened.get(keyOf(endpoint, scopes)) ?? scopes
      return fetchToken({ endpoint, challenge, scopes: asked, credential: await find(endpoint) }, ports)
    })
    return `Bearer ${token.value}`
  }

  async function answer(endpoint: Endpoint, scopes: Scopes, challenge: Challenge): Promise<string | undefined> {
    if (challenge.scheme === 'basic') return basic(await find(endpoint))
    const known = tokens.find(endpoint, scopes)
    return known === undefined ? bearer(endpoint, scopes, challenge) : `Bearer ${known.value}`
  }

  function learn(endpoint: Endpoint, scopes: Scopes, challenge: Challenge): void {
    challenges.set(endpoint.origin, challenge)
    challenges.set(placeOf(endpoint), challenge)
    if (challenge.scheme === 'basic') return
    const key = keyOf(endpoint, scopes)
    widened.set(key, widenScopes(widened.get(key) ?? scopes, challenge.scopes))
  }

  return {
    header: async (endpoint, scopes) => {
      const own = challenges.get(placeOf(endpoint))
      if (own !== undefined) return answer(endpoint, scopes, own)
      const borrowed = challenges.get(endpoint.origin)
      return borrowed === undefined ? undefined : answer(endpoint, scopes, borrowed).catch(unlessRefused)
    },
    renew: async (endpoint, scopes, text, used) => {
      const challenge = text === null ? await askVersion(ports.http, endpoint) : parseChallenge(text)
      if (challenge === undefined) return undefined
      learn(endpoint, scopes, challenge)
      const header =
        challenge.scheme === 'basic' ? basic(await find(endpoint)) : await bearer(endpoint, scopes, challenge, used)
      return header === used ? undefined : header
    },
  }
}

/** A registry token is for the registry itself, whatever it asks for (docker/cli, cli/config/types/authconfig.go). */
function basic(credential: Credential | undefined): string | undefined {
  if (credential?.kind === 'bearer') return `Bearer ${credential.token}`
  return credential?.kind === 'basic' ? basicHeader(credential) : undefined
}

/** Some registries name their scheme at `/v2/` alone (distribution, docs/spec/api.md, "API Version Check"). */
async function askVersion(http: HttpClient, endpoint: Endpoint): Promise<Challenge | undefined> {
  const url = new URL('/v2/', endpoint.origin)
  const response = await http.request({ method: 'GET', url, redirect: 'manual' })
  return response.status === 401 ? parseChallenge(response.headers.get('www-authenticate')) : undefined
}

const REFUSALS: ReadonlySet<string> = new Set(['registry-unauthorized', 'registry-refused', 'repository-unknown'])

function unlessRefused(error: unknown): undefined {
  if (!isPromoError(error) || !REFUSALS.has(error.code)) throw error
  return undefined
}

function keyOf(endpoint: Endpoint, scopes: Scopes): string {
  return [placeOf(endpoint), ...scopes].join(' ')
}
