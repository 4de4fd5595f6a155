import { parseCommit, parseRepositoryName, type CommitSha, type RepositoryName } from '@promo/core'
import { createGitHubForge, type Forge } from '@promo/forge'
import type { HttpClient } from '@promo/http'
import { httpOver } from '@promo/registry/testing'
import { aGitHub, type TestGitHub } from '@promo/sandbox/github/testing'

export const API_URL = 'https://api.github.com'
export const SHOP: RepositoryName = parseRepositoryName('octo/shop')

export interface Scene extends TestGitHub {
  readonly http: HttpClient
  /** As the owner of octo/shop. */
  readonly forge: Forge
  readonly first: CommitSha
  forgeAs(token: string): Forge
  /** Calls `change` once, right before the first request that matches. */
  before(method: string, path: RegExp, change: () => Promise<unknown>): void
}

/** The forge over a sandbox GitHub in this process; every call is held against GitHub's contract. */
export async function aScene(options: Parameters<typeof aGitHub>[0] = {}): Promise<Scene> {
  const world = await aGitHub(options)
  const interruptions: { method: string; path: RegExp; change: () => Promise<unknown> }[] = []
  const http = httpOver({
    'api.github.com': async (request) => {
      const index = interruptions.findIndex(
        ({ method, path }) => method === request.method && path.test(request.url.pathname),
      )
      const [interruption] = index < 0 ? [] : interruptions.splice(index, 1)
      await interruption?.change()
      return world.rest(request)
    },
  })
  const forgeAs = (token: string): Forge => createGitHubForge({ http, apiUrl: API_URL, token })
  return {
    ...world,
    http,
    forgeAs,
    forge: forgeAs(world.owner.token),
    first: parseCommit(world.head),
    before: (method, path, change) => interruptions.push({ method, path, change }),
  }
}
