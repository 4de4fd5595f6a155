import { actorOf, emitPullRequest } from '../events.ts'
import { accountPayload } from '../payloads/account.ts'
import { nodeId, time } from '../payloads/places.ts'
import { simplePullPayload, type PullRequest } from '../payloads/pull-request.ts'
import { repositoryUrl, webUrl } from '../payloads/repository.ts'
import type { RepositoryState, Review } from '../state.ts'
import { hasRole } from '../tokens.ts'
import type { JsonObject } from '../types.ts'
import { optionalText, textList } from './body.ts'
import { ApiFault } from './fault.ts'
import { pullOf } from './pull-requests.ts'
import { created, ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'

export const reviewRoutes = [
  onRepository('POST /pulls/{pull_number}/requested_reviewers', 'pull-requests:write', requestReviewers),
  onRepository('GET /pulls/{pull_number}/reviews', 'pull-requests:read', listReviews),
  onRepository('POST /pulls/{pull_number}/reviews', 'pull-requests:write', createReview),
]

async function requestReviewers(call: RepositoryCall): Promise<Reply> {
  const { world, repository, body, caller } = call
  const issue = pullOf(call)
  const accounts = (textList(body, 'reviewers') ?? []).map((login) => {
    const account = world.accounts.get(login.toLowerCase())
    if (account === undefined || !hasRole(repository, account, 'read')) throw notCollaborator()
    if (account.id === issue.author.id) throw new ApiFault(422, 'Review cannot be requested from pull request author.')
    return account
  })
  for (const account of accounts) {
    issue.pull.requestedReviewers.add(account.login)
    const more = { requested_reviewer: accountPayload(account) }
    await emitPullRequest(world, repository, issue, 'review_requested', caller, more)
  }
  return created(simplePullPayload(repository, issue))
}

function notCollaborator(): ApiFault {
  return new ApiFault(
    422,
    'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
  )
}

function listReviews(call: RepositoryCall): Reply {
  const issue = pullOf(call)
  return paged(issue.pull.reviews, (review) => reviewPayload(call.repository, issue, review))
}

const STATES: Readonly<Record<string, Review['state']>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

function createReview(call: RepositoryCall): Reply {
  const { world, repository, body, caller } = call
  const issue = pullOf(call)
  const author = actorOf(world, caller)
  const state = STATES[optionalText(body, 'event') ?? 'COMMENT'] ?? 'COMMENTED'
  if (author.id === issue.author.id && state === 'APPROVED') {
    throw new ApiFault(422, 'Unprocessable Entity', { errors: ['Can not approve your own pull request'] })
  }
  const review: Review = {
    id: world.nextId(),
    author,
    state,
    body: optionalText(body, 'body') ?? '',
    commit: issue.pull.headSha,
    submittedAt: world.clock.now(),
  }
  issue.pull.reviews.push(review)
  return ok(reviewPayload(repository, issue, review))
}

function reviewPayload(repository: RepositoryState, issue: PullRequest, review: Review): JsonObject {
  const html = `${webUrl(repository)}/pull/${issue.number}#pullrequestreview-${review.id}`
  const pull = `${repositoryUrl(repository)}/pulls/${issue.number}`
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: accountPayload(review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: time(review.submittedAt),
    commit_id: review.commit,
    author_association: 'COLLABORATOR',
  }
}
