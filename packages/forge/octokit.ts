import { Octokit } from '@octokit/rest'
import type { RepositoryName } from '@promo/core'
import { asFetch, type HttpClient } from '@promo/http'

/** REST API version that the calls are written for (docs.github.com/rest, "API versions"). */
const API_VERSION = '2022-11-28'

const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {
  // Octokit's own lines say nothing that an error does not say better.
}

/** Octokit over promo's client: no retry or throttling plugin, since there is one retry policy. */
export function connect(ports: { readonly http: HttpClient; readonly apiUrl: string }, token: string): Octokit {
  const octokit = new Octokit({
    auth: token,
    baseUrl: ports.apiUrl.replace(/\/+$/, ''),
    userAgent: 'promo',
    log: SILENT,
    request: { fetch: asFetch(ports.http) },
  })
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION
  })
  return octokit
}

export function ownerAndRepo(repository: RepositoryName): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/')
  return { owner, repo }
}
