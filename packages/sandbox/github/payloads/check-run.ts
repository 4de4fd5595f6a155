import type { CheckRunState, RepositoryState, StatusState } from '../state.ts'
import type { JsonObject } from '../types.ts'
import { accountPayload } from './account.ts'
import { appPayload } from './app.ts'
import { nodeId, time, timeOrNull } from './places.ts'
import { repositoryUrl, webUrl } from './repository.ts'

export function checkRunPayload(repository: RepositoryState, run: CheckRunState): JsonObject {
  const url = `${repositoryUrl(repository)}/check-runs/${run.id}`
  const html = `${webUrl(repository)}/runs/${run.id}`
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timeOrNull(run.startedAt),
    completed_at: timeOrNull(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: appPayload(run.app),
    pull_requests: [],
  }
}

export function statusPayload(repository: RepositoryState, status: StatusState): JsonObject {
  return {
    url: `${repositoryUrl(repository)}/statuses/${status.sha}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${status.creator.id}?v=4`,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: time(status.createdAt),
    updated_at: time(status.createdAt),
    creator: accountPayload(status.creator),
  }
}
