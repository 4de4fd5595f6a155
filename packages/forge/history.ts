import type { Octokit } from '@octokit/rest'
import { parseCommit, type CommitSha, type RepositoryName } from '@promo/core'
import { call, refusalOf, translate } from './calls.ts'
import type { Approval, CommitFacts, Forge, History } from './forge.ts'
import { ownerAndRepo } from './octokit.ts'
import { readListed } from './pull-requests.ts'

type Histories = Pick<Forge, 'commitsTouching' | 'commitFacts' | 'pullRequestsOf' | 'approvals'>

const PAGE = 100

/** Reading back how things came about: commits of a path, the pull requests that brought them, and who approved. */
export function histories(octokit: Octokit): Histories {
  return {
    commitsTouching: (repository, branch, path, limit) => commitsTouching(octokit, { repository, branch, path, limit }),
    commitFacts: (repository, sha) => commitFacts(octokit, repository, sha),
    pullRequestsOf: async (repository, sha) => {
      const place = { ...ownerAndRepo(repository), commit_sha: sha, per_page: PAGE }
      const what = `find the pull requests of ${sha} of ${repository}`
      const { repos } = octokit.rest
      return (await call(what, () => octokit.paginate(repos.listPullRequestsAssociatedWithCommit, place))).map(
        readListed,
      )
    },
    approvals: (repository, number) => approvals(octokit, repository, number),
  }
}

interface HistoryRequest {
  readonly repository: RepositoryName
  readonly branch: string
  readonly path: string
  readonly limit: number
}

async function commitsTouching(octokit: Octokit, request: HistoryRequest): Promise<History> {
  const { repository, branch, path, limit } = request
  const place = { ...ownerAndRepo(repository), sha: branch, path, per_page: Math.min(limit + 1, PAGE) }
  const commits: CommitFacts[] = []
  await call(`read the history of ${path} of ${repository}`, async () => {
    for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listCommits, place)) {
      commits.push(...data.map(readCommit))
      if (commits.length > limit) return
    }
  })
  return { commits: commits.slice(0, limit), complete: commits.length <= limit }
}

/** GitHub answers 422 for a commit it does not have, and 404 for a repository it does not show. */
async function commitFacts(
  octokit: Octokit,
  repository: RepositoryName,
  sha: CommitSha,
): Promise<CommitFacts | undefined> {
  try {
    return readCommit((await octokit.rest.repos.getCommit({ ...ownerAndRepo(repository), ref: sha })).data)
  } catch (error) {
    if (refusalOf(error)?.status === 422) return undefined
    throw translate(`read commit ${sha} of ${repository}`, error)
  }
}

/** The last word of every reviewer counts: an approval that was dismissed or taken back is none. */
async function approvals(octokit: Octokit, repository: RepositoryName, number: number): Promise<readonly Approval[]> {
  const place = { ...ownerAndRepo(repository), pull_number: number, per_page: PAGE }
  const what = `read the reviews of ${repository}#${String(number)}`
  const reviews = await call(what, () => octokit.paginate(octokit.rest.pulls.listReviews, place))
  const last = new Map<string, Approval | undefined>()
  for (const { state, user, submitted_at: at, commit_id: commit } of reviews) {
    if (state === 'COMMENTED' || state === 'PENDING') continue
    const by = user?.login ?? 'ghost'
    last.set(by, state === 'APPROVED' ? { by, at: at ?? '', ...commitField(commit) } : undefined)
  }
  return [...last.values()].filter((approval) => approval !== undefined)
}

function commitField(commit: string | null): { readonly commit?: CommitSha } {
  return commit === null ? {} : { commit: parseCommit(commit) }
}

interface CommitData {
  readonly sha: string
  readonly html_url: string
  readonly commit: {
    readonly message: string
    readonly author: { readonly name?: string } | null
    readonly committer: { readonly date?: string } | null
  }
  readonly author: { readonly login?: string } | null
}

function readCommit({ sha, html_url: url, commit, author }: CommitData): CommitFacts {
  return {
    sha: parseCommit(sha),
    url,
    subject: commit.message.split('\n')[0] ?? '',
    author: author?.login ?? commit.author?.name ?? 'unknown',
    committedAt: commit.committer?.date ?? '',
  }
}
