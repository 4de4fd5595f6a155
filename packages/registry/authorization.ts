import type { Clock } from '@promo/core'
import type { HttpClient } from '@promo/http'
import { parseChallenge, type Challenge } from './challenge.ts'
import type { Credentials } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { basicHeader, fetchToken, type Token } from './token.ts'

/** Finds the Authorization header of a request, and learns from challenges. */
export interface Authorization {
  /** The header for these scopes as far as it is known without asking the registry; undefined before the first challenge. */
  header(endpoint: Endpoint, scopes: readonly string[]): Promise<string | undefined>
  /** After a 401 on a request sent with `used`: another header to try once, or undefined when there is none. */
  renew(
    endpoint: Endpoint,
    scopes: readonly string[],
    challenge: string | null,
    used: string | undefined,
  ): Promise<string | undefined>
}

type BearerChallenge = Extract<Challenge, { scheme: 'bearer' }>

export interface AuthorizationPorts {
  readonly http: HttpClient
  readonly credentials: Credentials
  readonly clock: Clock
}

/** One cache per client: challenges by origin, tokens by origin and set of scopes. */
export function createAuthorization(ports: AuthorizationPorts): Authorization {
  const challenges = new Map<string, Challenge>()
  const tokens = new Map<string, Promise<Token>>()

  async function token(endpoint: Endpoint, scopes: readonly string[], challenge: BearerChallenge): Promise<Token> {
    const key = tokenKey(endpoint, scopes)
    const cached = tokens.get(key)
    if (cached !== undefined) {
      const known = await cached
      if (known.usableUntil > ports.clock.now().getTime()) return known
      if (tokens.get(key) === cached) tokens.delete(key)
    }
    const current = tokens.get(key) ?? request(endpoint, scopes, challenge)
    tokens.set(key, current)
    return current
  }

  async function request(endpoint: Endpoint, scopes: readonly string[], challenge: BearerChallenge): Promise<Token> {
    try {
      const credential = await ports.credentials.find(endpoint.registry)
      return await fetchToken({ endpoint, challenge, scopes, credential }, ports)
    } catch (error) {
      tokens.delete(tokenKey(endpoint, scopes))
      throw error
    }
  }

  async function header(endpoint: Endpoint, scopes: readonly string[]): Promise<string | undefined> {
    const challenge = challenges.get(endpoint.origin)
    if (challenge === undefined) return undefined
    if (challenge.scheme === 'bearer') return `Bearer ${(await token(endpoint, scopes, challenge)).value}`
    const credential = await ports.credentials.find(endpoint.registry)
    return credential?.kind === 'basic' ? basicHeader(credential) : undefined
  }

  return {
    header,
    renew: async (endpoint, scopes, text, used) => {
      const challenge = parseChallenge(text)
      if (challenge === undefined) return undefined
      challenges.set(endpoint.origin, challenge)
      const known = await header(endpoint, scopes)
      if (known !== used) return known
      if (challenge.scheme === 'basic') return undefined
      tokens.delete(tokenKey(endpoint, scopes))
      return header(endpoint, scopes)
    },
  }
}

function tokenKey(endpoint: Endpoint, scopes: readonly string[]): string {
  return [endpoint.origin, ...[...scopes].sort()].join(' ')
}
