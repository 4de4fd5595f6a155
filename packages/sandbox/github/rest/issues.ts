import { actorOf, emitPullRequest } from '../events.ts'
import { commentPayload, issuePayload, labelPayload } from '../payloads/issue.ts'
import { isPull } from '../pulls.ts'
import type { Caller, Comment, IssueState, Label, RepositoryState, World } from '../state.ts'
import { optionalText, requiredText, textList } from './body.ts'
import { notFound, validationFailed } from './fault.ts'
import { created, ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'

/** Issues, and what pull requests share with them: labels and comments. */
export const issueRoutes = [
  onRepository('GET /issues', 'issues:read', listIssues),
  onRepository('POST /issues', 'issues:write', createIssue),
  onRepository('GET /issues/{issue_number}', 'issues:read', (call) => ok(issuePayload(call.repository, issueOf(call)))),
  onRepository('PATCH /issues/{issue_number}', 'issues:write', updateIssue),
  onRepository('GET /issues/{issue_number}/comments', 'issues:read', listComments),
  onRepository('POST /issues/{issue_number}/comments', 'issues:write', createComment),
  onRepository('PATCH /issues/comments/{comment_id}', 'issues:write', updateComment),
  onRepository('GET /issues/{issue_number}/labels', 'issues:read', listLabels),
  onRepository('POST /issues/{issue_number}/labels', 'issues:write', addLabels),
  onRepository('DELETE /issues/{issue_number}/labels/{name}', 'issues:write', removeLabel),
  onRepository('GET /labels', 'issues:read', ({ repository }) =>
    paged([...repository.labels.values()], (label) => labelPayload(repository, label)),
  ),
]

function issueOf({ repository, parameters }: RepositoryCall): IssueState {
  const issue = repository.issues.get(Number(parameters['issue_number']))
  if (issue === undefined) throw notFound()
  return issue
}

function listIssues({ repository, query }: RepositoryCall): Reply {
  const state = query.get('state') ?? 'open'
  const labels = query.get('labels')?.split(',') ?? []
  const found = [...repository.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.has(label)))
  return paged(found.toReversed(), (issue) => issuePayload(repository, issue))
}

function createIssue(call: RepositoryCall): Reply {
  const { world, repository, body, caller } = call
  const now = world.clock.now()
  const issue: IssueState = {
    id: world.nextId(),
    number: repository.issues.size + 1,
    author: actorOf(world, caller),
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    labels: new Set(),
    comments: [],
    title: requiredText(body, 'title'),
    body: optionalText(body, 'body') ?? null,
    state: 'open',
  }
  repository.issues.set(issue.number, issue)
  for (const name of textList(body, 'labels') ?? []) issue.labels.add(ensureLabel(world, repository, name).name)
  return created(issuePayload(repository, issue))
}

function updateIssue(call: RepositoryCall): Reply {
  const { world, repository, body } = call
  const issue = issueOf(call)
  issue.title = optionalText(body, 'title') ?? issue.title
  issue.body = optionalText(body, 'body') ?? issue.body
  issue.updatedAt = world.clock.now()
  const state = optionalText(body, 'state')
  if (state === 'open' || state === 'closed') {
    issue.state = state
    issue.closedAt = state === 'closed' ? issue.updatedAt : null
  }
  return ok(issuePayload(repository, issue))
}

function listComments(call: RepositoryCall): Reply {
  const issue = issueOf(call)
  return paged(issue.comments, (comment) => commentPayload(call.repository, issue, comment))
}

function createComment(call: RepositoryCall): Reply {
  const { world, repository, body, caller } = call
  const issue = issueOf(call)
  const now = world.clock.now()
  const app = appOf(world, caller)
  const comment: Comment = {
    id: world.nextId(),
    author: actorOf(world, caller),
    createdAt: now,
    updatedAt: now,
    body: requiredText(body, 'body'),
    ...(app === undefined ? {} : { byApp: app }),
  }
  issue.comments.push(comment)
  return created(commentPayload(repository, issue, comment))
}

/** The App whose token makes the call: a job's is GitHub Actions itself. */
export function appOf(world: World, caller: Caller): World['actionsApp'] | undefined {
  if (caller.kind === 'job') return world.actionsApp
  return caller.kind === 'installation' ? world.apps.find(({ id }) => id === caller.appId) : undefined
}

function updateComment({ world, repository, body, parameters }: RepositoryCall): Reply {
  const id = Number(parameters['comment_id'])
  const issue = [...repository.issues.values()].find(({ comments }) => comments.some((comment) => comment.id === id))
  const comment = issue?.comments.find((one) => one.id === id)
  if (issue === undefined || comment === undefined) throw notFound()
  comment.body = requiredText(body, 'body')
  comment.updatedAt = world.clock.now()
  return ok(commentPayload(repository, issue, comment))
}

function labelsOf(repository: RepositoryState, issue: IssueState): readonly Label[] {
  return [...issue.labels].flatMap((name) => repository.labels.get(name) ?? [])
}

function listLabels(call: RepositoryCall): Reply {
  return paged(labelsOf(call.repository, issueOf(call)), (label) => labelPayload(call.repository, label))
}

/** A label that the repository does not have is made, in GitHub's grey. */
async function addLabels(call: RepositoryCall): Promise<Reply> {
  const { world, repository, body, caller } = call
  const issue = issueOf(call)
  const names = textList(body, 'labels')
  if (names === undefined) throw validationFailed({ resource: 'Label', field: 'labels', code: 'missing_field' })
  for (const name of names) {
    const label = ensureLabel(world, repository, name)
    if (issue.labels.has(label.name)) continue
    issue.labels.add(label.name)
    const more = { label: labelPayload(repository, label) }
    if (isPull(issue)) await emitPullRequest(world, repository, issue, 'labeled', caller, more)
  }
  return ok(labelsOf(repository, issue).map((label) => labelPayload(repository, label)))
}

async function removeLabel(call: RepositoryCall): Promise<Reply> {
  const { world, repository, parameters, caller } = call
  const issue = issueOf(call)
  const label = repository.labels.get(parameters['name'] ?? '')
  if (label === undefined || !issue.labels.delete(label.name)) throw notFound()
  const more = { label: labelPayload(repository, label) }
  if (isPull(issue)) await emitPullRequest(world, repository, issue, 'unlabeled', caller, more)
  return ok(labelsOf(repository, issue).map((one) => labelPayload(repository, one)))
}

function ensureLabel(world: World, repository: RepositoryState, name: string): Label {
  const known = repository.labels.get(name)
  if (known !== undefined) return known
  const label = { id: world.nextId(), name, color: 'ededed', description: '' }
  repository.labels.set(name, label)
  return label
}
