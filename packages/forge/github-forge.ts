import type { HttpClient } from '@promo/http'
import { call } from './calls.ts'
import { publishCheck, requiredCheckSource } from './checks.ts'
import { commitFiles } from './commits.ts'
import type { Forge, Repository } from './forge.ts'
import { createTreeReader } from './git-trees.ts'
import { histories } from './history.ts'
import { connect, ownerAndRepo } from './octokit.ts'
import { pullRequests } from './pull-requests.ts'
import { branchHead } from './refs.ts'

export interface GitHubPorts {
  readonly http: HttpClient
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string
  /** A user, job or installation token. */
  readonly token: string
}

/** GitHub's REST API as a forge. */
export function createGitHubForge(ports: GitHubPorts): Forge {
  const octokit = connect(ports, ports.token)
  const trees = createTreeReader(octokit)
  return {
    repository: async (name) => {
      const place = ownerAndRepo(name)
      const { data } = await call(`read repository ${name}`, () => octokit.rest.repos.get(place))
      return {
        fullName: data.full_name,
        id: data.id,
        defaultBranch: data.default_branch,
        visibility: visibilityOf(data),
      }
    },
    branchHead: (repository, branch) => branchHead(octokit, repository, branch),
    readFile: trees.file,
    listDirectory: trees.list,
    commit: (request) => commitFiles(octokit, trees, request),
    ...histories(octokit),
    ...pullRequests(octokit),
    publishCheck: (request) => publishCheck(octokit, request),
    requiredCheckSource: (repository, branch, name) => requiredCheckSource(octokit, repository, branch, name),
  }
}

/** What is not known to be public counts as private. */
function visibilityOf(data: { readonly private: boolean; readonly visibility?: string }): Repository['visibility'] {
  if (data.visibility === 'internal') return 'internal'
  return data.private ? 'private' : 'public'
}
