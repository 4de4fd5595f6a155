import type { CommitSha, RepositoryName } from '@promo/core'

export interface Repository {
  readonly fullName: string
  /** Numeric id: it stays when the repository is renamed, and no other gets it. */
  readonly id: number
  readonly defaultBranch: string
  readonly visibility: 'public' | 'private' | 'internal'
}

export interface DirectoryEntry {
  /** From the root of the repository. */
  readonly path: string
  readonly type: 'file' | 'directory' | 'symlink' | 'submodule'
}

export interface ChangedFile {
  readonly path: string
  /** Where a renamed or copied file comes from. */
  readonly previousPath?: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed' | 'unchanged'
}

export interface PullRequest {
  readonly number: number
  readonly url: string
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  /** RFC 3339; undefined unless merged. */
  readonly mergedAt: string | undefined
  /** The commit that the merge made on the base branch; undefined unless merged. */
  readonly mergeCommit: CommitSha | undefined
  /** Login; undefined unless merged, and where GitHub only lists. */
  readonly mergedBy: string | undefined
  readonly draft: boolean
  readonly author: string
  readonly labels: readonly string[]
  readonly headRef: string
  readonly headSha: CommitSha
  /** Undefined when the fork was deleted. */
  readonly headRepositoryId: number | undefined
  readonly baseRef: string
  readonly baseSha: CommitSha
}

export interface CommitFacts {
  readonly sha: CommitSha
  readonly url: string
  /** First line of its message. */
  readonly subject: string
  /** Login, else the name in the commit: whatever its writer put there. */
  readonly author: string
  /** RFC 3339, as its writer put it there. */
  readonly committedAt: string
}

export interface History {
  /** Newest first. */
  readonly commits: readonly CommitFacts[]
  /** False when there are older ones, over the limit. */
  readonly complete: boolean
}

export interface Approval {
  readonly by: string
  /** RFC 3339. */
  readonly at: string
  /** The head that was approved. */
  readonly commit?: CommitSha
}

export interface CommitRequest {
  readonly repository: RepositoryName
  readonly branch: string
  /** The commit the change was made on: it becomes the parent, and the branch must still be there. */
  readonly expectedHead: CommitSha
  /** The branch is made at the new commit when it does not exist. */
  readonly createBranch?: boolean
  /** The branch is promo's own: it is moved to the new commit wherever it was. */
  readonly force?: boolean
  readonly message: string
  /** Content null removes the file. A file that exists keeps its mode. */
  readonly files: readonly { readonly path: string; readonly content: Uint8Array | null }[]
}

export interface PullRequestPlace {
  readonly repository: RepositoryName
  /** Branch of the same repository. */
  readonly head: string
  readonly base: string
}

export interface NewPullRequest extends PullRequestPlace {
  readonly title: string
  /** Cut at GitHub's 65,536 characters. */
  readonly body: string
  readonly draft?: boolean
}

export interface PullRequestName {
  readonly repository: RepositoryName
  readonly number: number
}

export interface CheckRequest {
  readonly repository: RepositoryName
  readonly sha: CommitSha
  readonly name: string
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  /** Markdown, cut at GitHub's 65,535 characters. */
  readonly summary: string
  readonly detailsUrl?: string
}

/**
 * Who may satisfy a required check: `app`, only the App it is pinned to; `any`, also others, or every workflow of the
 * repository; `none`, it is not required; `unknown`, the token may not ask.
 */
export type CheckSource = 'app' | 'any' | 'none' | 'unknown'

/**
 * A host of repositories, pull requests and checks. Every method throws `forge-unauthorized`, `forge-not-found`,
 * `forge-refused` or `forge-unavailable`, and what its own comment adds; network codes of `http` pass through.
 */
export interface Forge {
  repository(name: RepositoryName): Promise<Repository>
  branchHead(repository: RepositoryName, branch: string): Promise<CommitSha | undefined>
  /** Bytes as committed; undefined when there is no such file. At most `maxBytes` (1 MiB). `forge-path-refused`, `forge-file-too-large`. */
  readFile(repository: RepositoryName, ref: string, path: string, maxBytes?: number): Promise<Uint8Array | undefined>
  /** Entries of one directory, empty when there is none. `forge-path-refused`, `forge-incomplete`. */
  listDirectory(repository: RepositoryName, ref: string, path: string): Promise<readonly DirectoryEntry[]>
  /** Every file a pull request changes; `forge-incomplete` when GitHub does not list them all. */
  changedFiles(repository: RepositoryName, pullNumber: number): Promise<readonly ChangedFile[]>
  /** Returns the new head, or the expected one when nothing changes. `push-conflict`, `push-refused`, `forge-path-refused`. */
  commit(request: CommitRequest): Promise<CommitSha>
  /** Commits of a branch that changed a path, at most `limit`. */
  commitsTouching(repository: RepositoryName, branch: string, path: string, limit: number): Promise<History>
  /** undefined when the repository has no such commit. */
  commitFacts(repository: RepositoryName, sha: CommitSha): Promise<CommitFacts | undefined>
  /** The pull requests that a commit is part of, or was made by merging. */
  pullRequestsOf(repository: RepositoryName, sha: CommitSha): Promise<readonly PullRequest[]>
  /** Who approves a pull request, by the last review of each. */
  approvals(repository: RepositoryName, number: number): Promise<readonly Approval[]>
  pullRequest(repository: RepositoryName, number: number): Promise<PullRequest>
  /** The open one from `head` to `base`. */
  findPullRequest(place: PullRequestPlace): Promise<PullRequest | undefined>
  /** `pull-request-refused`; one that exists already is updated and returned. */
  openPullRequest(request: NewPullRequest): Promise<PullRequest>
  updatePullRequest(
    request: PullRequestName & { readonly title?: string; readonly body?: string },
  ): Promise<PullRequest>
  closePullRequest(name: PullRequestName): Promise<void>
  comment(request: PullRequestName & { readonly body: string }): Promise<void>
  addLabels(request: PullRequestName & { readonly labels: readonly string[] }): Promise<void>
  /** Logins, or teams as `org/team`, with or without `@`. */
  requestReviewers(request: PullRequestName & { readonly reviewers: readonly string[] }): Promise<void>
  /** Publishes a completed check run as the App of the token; returns its id. */
  publishCheck(request: CheckRequest): Promise<number>
  requiredCheckSource(repository: RepositoryName, branch: string, checkName: string): Promise<CheckSource>
}
