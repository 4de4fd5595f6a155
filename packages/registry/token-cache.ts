import type { Clock } from '@promo/core'
import { placeOf, type Endpoint } from './endpoint.ts'
import { coversScopes } from './scopes.ts'
import type { Token } from './token.ts'

/** The tokens of one client, by registry, repository and set of scopes. */
export interface TokenCache {
  /** A token that is good for these scopes now: their own, else one that allows more. */
  find(endpoint: Endpoint, scopes: readonly string[]): Token | undefined
  /** Their own token unless it is `spent`; asked for once by all who need it at the same time. */
  obtain(endpoint: Endpoint, scopes: readonly string[], spent: string | undefined, ask: Ask): Promise<Token>
}

type Ask = () => Promise<Token>

interface Entry {
  readonly scopes: readonly string[]
  readonly token: Token
}

/** A token for `pull,push` serves a read as well; one for a mount serves both repositories' reads and the write. */
export function createTokenCache(clock: Clock): TokenCache {
  const kept = new Map<string, Map<string, Entry>>()
  const asked = new Map<string, Promise<Token>>()
  const isUsable = ({ usableUntil }: Token): boolean => usableUntil > clock.now().getTime()

  function entriesOf(endpoint: Endpoint): Map<string, Entry> {
    const place = placeOf(endpoint)
    const entries = kept.get(place) ?? new Map<string, Entry>()
    kept.set(place, entries)
    return entries
  }

  async function request(endpoint: Endpoint, scopes: readonly string[], key: string, ask: Ask): Promise<Token> {
    try {
      const token = await ask()
      entriesOf(endpoint).set(nameOf(scopes), { scopes, token })
      return token
    } finally {
      asked.delete(key)
    }
  }

  return {
    find: (endpoint, scopes) => {
      const entries = entriesOf(endpoint)
      const own = entries.get(nameOf(scopes))?.token
      if (own !== undefined && isUsable(own)) return own
      return [...entries.values()].find((entry) => isUsable(entry.token) && coversScopes(entry.scopes, scopes))?.token
    },
    obtain: (endpoint, scopes, spent, ask) => {
      const key = `${endpoint.origin}/${endpoint.repository} ${nameOf(scopes)}`
      const own = entriesOf(endpoint).get(nameOf(scopes))?.token
      if (own !== undefined && own.value !== spent && isUsable(own)) return Promise.resolve(own)
      const current = asked.get(key) ?? request(endpoint, scopes, key, ask)
      asked.set(key, current)
      return current
    },
  }
}

function nameOf(scopes: readonly string[]): string {
  return [...scopes].sort().join(' ')
}
