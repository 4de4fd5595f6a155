import type { Comment, IssueState, Label, RepositoryState } from '../state.ts'
import type { JsonObject } from '../types.ts'
import { accountPayload } from './account.ts'
import { appPayload } from './app.ts'
import { nodeId, time, timeOrNull } from './places.ts'
import { repositoryUrl, webUrl } from './repository.ts'

export function labelPayload(repository: RepositoryState, label: Label): JsonObject {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${repositoryUrl(repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

export function issuePayload(repository: RepositoryState, issue: IssueState): JsonObject {
  const url = `${repositoryUrl(repository)}/issues/${issue.number}`
  const labels = [...issue.labels].flatMap((name) => repository.labels.get(name) ?? [])
  return {
    id: issue.id,
    node_id: nodeId('I', issue.id),
    url,
    repository_url: repositoryUrl(repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${webUrl(repository)}/${issue.pull === undefined ? 'issues' : 'pull'}/${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: accountPayload(issue.author),
    labels: labels.map((label) => labelPayload(repository, label)),
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments.length,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: timeOrNull(issue.closedAt),
    author_association: 'CONTRIBUTOR',
    ...(issue.pull === undefined ? {} : { pull_request: pullLinks(repository, issue) }),
  }
}

function pullLinks(repository: RepositoryState, issue: IssueState): JsonObject {
  const web = `${webUrl(repository)}/pull/${issue.number}`
  return {
    url: `${repositoryUrl(repository)}/pulls/${issue.number}`,
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    merged_at: timeOrNull(issue.pull?.mergedAt),
  }
}

export function commentPayload(repository: RepositoryState, issue: IssueState, comment: Comment): JsonObject {
  const kind = issue.pull === undefined ? 'issues' : 'pull'
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repositoryUrl(repository)}/issues/comments/${comment.id}`,
    html_url: `${webUrl(repository)}/${kind}/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(repository)}/issues/${issue.number}`,
    body: comment.body,
    user: accountPayload(comment.author),
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: comment.byApp === undefined ? null : appPayload(comment.byApp),
  }
}
