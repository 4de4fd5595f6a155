import type { CommitObject, Signature } from '../git-objects.ts'
import type { FileChange } from '../git-diff.ts'
import type { RepositoryState, World } from '../state.ts'
import type { Account, JsonObject } from '../types.ts'
import { accountPayload } from './account.ts'
import { nodeId } from './places.ts'
import { repositoryUrl, webUrl } from './repository.ts'

const UNVERIFIED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

/** `git-commit` of the Git database API. */
export function gitCommitPayload(repository: RepositoryState, commit: CommitObject): JsonObject {
  const url = `${repositoryUrl(repository)}/git`
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${webUrl(repository)}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${webUrl(repository)}/commit/${sha}`,
    })),
    verification: UNVERIFIED,
  }
}

/** `commit` of the commits API; `files` and `stats` only where one commit is asked for. */
export function commitPayload(
  world: World,
  repository: RepositoryState,
  commit: CommitObject,
  files?: readonly FileChange[],
): JsonObject {
  const url = `${repositoryUrl(repository)}/commits/${commit.sha}`
  const author = accountByEmail(world, commit.author)
  const committer = accountByEmail(world, commit.committer)
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${repositoryUrl(repository)}/git/trees/${commit.tree}` },
      url: `${repositoryUrl(repository)}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNVERIFIED,
    },
    url,
    html_url: `${webUrl(repository)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: author === undefined ? null : accountPayload(author),
    committer: committer === undefined ? null : accountPayload(committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repositoryUrl(repository)}/commits/${sha}`,
      html_url: `${webUrl(repository)}/commit/${sha}`,
    })),
    ...(files === undefined
      ? {}
      : { stats: stats(files), files: files.map((file) => filePayload(repository, commit.sha, file)) }),
  }
}

function stats(files: readonly FileChange[]): JsonObject {
  const additions = files.reduce((sum, file) => sum + file.additions, 0)
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
  return { additions, deletions, total: additions + deletions }
}

/** `diff-entry`: a file of a commit, a compare or a pull request. */
export function filePayload(repository: RepositoryState, commit: string, file: FileChange): JsonObject {
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${webUrl(repository)}/blob/${commit}/${path}`,
    raw_url: `${webUrl(repository)}/raw/${commit}/${path}`,
    contents_url: `${repositoryUrl(repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  }
}

/** `ID+login@users.noreply.github.com`: the address GitHub gives every account, and links commits by. */
export function emailOf(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`
}

export function signatureOf(account: Account, date: Date): Signature {
  return { name: account.login, email: emailOf(account), date: `${date.toISOString().slice(0, 19)}Z` }
}

export function accountByEmail(world: World, signature: Signature): Account | undefined {
  const login = /^\d+\+(?<login>.+)@users\.noreply\.github\.com$/.exec(signature.email)?.groups?.['login']
  return login === undefined ? undefined : world.accounts.get(login.toLowerCase())
}
