import type { IssueState, PullState, RepositoryState } from '../state.ts'
import type { JsonObject } from '../types.ts'
import { accountPayload } from './account.ts'
import { labelPayload } from './issue.ts'
import { nodeId, time, timeOrNull } from './places.ts'
import { repositoryPayload, repositoryUrl, webUrl } from './repository.ts'

export interface PullRequest extends IssueState {
  readonly pull: PullState
}

/** What only a single pull request shows, computed from git. */
export interface PullDetails {
  readonly mergeable: boolean | null
  readonly mergeableState: string
  readonly commits: number
  readonly additions: number
  readonly deletions: number
  readonly changedFiles: number
}

/** `pull-request-simple`: an entry of a list. */
export function simplePullPayload(repository: RepositoryState, issue: PullRequest): JsonObject {
  const { pull, number } = issue
  const url = `${repositoryUrl(repository)}/pulls/${number}`
  const issueUrl = `${repositoryUrl(repository)}/issues/${number}`
  const web = `${webUrl(repository)}/pull/${number}`
  const statuses = `${repositoryUrl(repository)}/statuses/${pull.headSha}`
  return {
    url,
    id: issue.id,
    node_id: nodeId('PR', issue.id),
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: issueUrl,
    number,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    user: accountPayload(issue.author),
    body: issue.body,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: timeOrNull(issue.closedAt),
    merged_at: timeOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergedAs ?? pull.mergeSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [...pull.requestedReviewers].map((login) => accountPayload({ id: 0, login, type: 'User' })),
    requested_teams: [],
    labels: labelsOf(repository, issue),
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(repository)}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statuses,
    head: end(pull.head, pull.headRef, pull.headSha),
    base: end(repository, pull.baseRef, pull.baseSha),
    _links: links({ self: url, html: web, issue: issueUrl, statuses }),
    author_association: issue.author.id === repository.owner.id ? 'OWNER' : 'CONTRIBUTOR',
    auto_merge: null,
  }
}

function labelsOf(repository: RepositoryState, issue: IssueState): readonly JsonObject[] {
  return [...issue.labels].flatMap((name) => {
    const label = repository.labels.get(name)
    return label === undefined ? [] : [labelPayload(repository, label)]
  })
}

function end(repository: RepositoryState, ref: string, sha: string): JsonObject {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: accountPayload(repository.owner),
    repo: repositoryPayload(repository),
  }
}

function links(urls: { self: string; html: string; issue: string; statuses: string }): JsonObject {
  const href = (url: string): JsonObject => ({ href: url })
  return {
    self: href(urls.self),
    html: href(urls.html),
    issue: href(urls.issue),
    comments: href(`${urls.issue}/comments`),
    review_comments: href(`${urls.self}/comments`),
    review_comment: href(`${urls.self.replace(/\/\d+$/, '')}/comments{/number}`),
    commits: href(`${urls.self}/commits`),
    statuses: href(urls.statuses),
  }
}

/** `pull-request`: one asked for by itself, and the one of webhooks. */
export function pullPayload(repository: RepositoryState, issue: PullRequest, details: PullDetails): JsonObject {
  const { pull } = issue
  return {
    ...simplePullPayload(repository, issue),
    merged: pull.mergedAt !== null,
    mergeable: details.mergeable,
    rebaseable: details.mergeable,
    mergeable_state: details.mergeableState,
    merged_by: pull.mergedBy === null ? null : accountPayload(pull.mergedBy),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: details.commits,
    additions: details.additions,
    deletions: details.deletions,
    changed_files: details.changedFiles,
  }
}
