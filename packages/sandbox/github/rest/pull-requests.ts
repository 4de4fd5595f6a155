import { actorOf, emitPullRequest } from '../events.ts'
import { diffWithPatches } from '../git-diff.ts'
import { commitsBetween, mergeBase, readCommit } from '../git-objects.ts'
import { pullBase, pullDetails, refreshPull } from '../mergeability.ts'
import { commitPayload, filePayload } from '../payloads/commit.ts'
import { pullPayload, simplePullPayload, type PullRequest } from '../payloads/pull-request.ts'
import { branchHead, closePull, isPull, mergePull, pullsOf, type MergeMethod } from '../pulls.ts'
import { findRepository, type RepositoryState, type World } from '../state.ts'
import { mayUse } from '../tokens.ts'
import { optionalFlag, optionalText, requiredText } from './body.ts'
import { ApiFault, notAccessible, notFound, requiresAuthentication, validationFailed } from './fault.ts'
import { created, ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'

export const pullRequestRoutes = [
  onRepository('GET /pulls', 'pull-requests:read', listPulls),
  onRepository('POST /pulls', 'pull-requests:read', createPull),
  onRepository('GET /pulls/{pull_number}', 'pull-requests:read', getPull),
  onRepository('PATCH /pulls/{pull_number}', 'pull-requests:write', updatePull),
  onRepository('GET /pulls/{pull_number}/files', 'pull-requests:read', listFiles),
  onRepository('GET /pulls/{pull_number}/commits', 'pull-requests:read', listCommits),
  onRepository('PUT /pulls/{pull_number}/merge', 'contents:write', merge),
]

/** GitHub lists at most 3,000 files of a pull request. */
const FILES_LIMIT = 3000
/** Characters of a body (GitHub's "body is too long (maximum is 65536 characters)"). */
const BODY_LIMIT = 65_536

export function pullOf({ repository, parameters }: RepositoryCall): PullRequest {
  const issue = repository.issues.get(Number(parameters['pull_number']))
  if (issue === undefined || !isPull(issue)) throw notFound()
  return issue
}

function listPulls({ repository, query }: RepositoryCall): Reply {
  const state = query.get('state') ?? 'open'
  const head = query.get('head')
  const base = query.get('base')
  const found = pullsOf(repository)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter(({ pull }) => head === null || head === `${pull.head.owner.login}:${pull.headRef}`)
    .filter(({ pull }) => base === null || base === pull.baseRef)
  const ordered = query.get('direction') === 'asc' ? found : found.toReversed()
  return paged(ordered, (issue) => simplePullPayload(repository, issue))
}

async function getPull(call: RepositoryCall): Promise<Reply> {
  return ok(await fullPull(call.repository, pullOf(call)))
}

async function fullPull(repository: RepositoryState, issue: PullRequest): Promise<unknown> {
  return pullPayload(repository, issue, await pullDetails(repository, issue))
}

async function createPull(call: RepositoryCall): Promise<Reply> {
  const { world, repository, body, caller } = call
  const baseRef = requiredText(body, 'base')
  const head = headOf(world, repository, requiredText(body, 'head'))
  assertMayOpen(call, head.repository)
  const headSha = head.repository === undefined ? undefined : await branchHead(head.repository, head.branch)
  const baseSha = await branchHead(repository, baseRef)
  if (head.repository === undefined || headSha === undefined) throw invalidField('head')
  if (baseSha === undefined) throw invalidField('base')
  const { repository: headRepository, branch: headRef } = head
  assertNew(repository, headRepository, headRef, baseRef)
  await assertCommits(repository, { headRepository, headSha, baseSha, headRef, baseRef })
  const now = world.clock.now()
  const issue: PullRequest = {
    id: world.nextId(),
    number: repository.issues.size + 1,
    author: actorOf(world, caller),
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    labels: new Set(),
    comments: [],
    title: requiredText(body, 'title'),
    body: bodyText(optionalText(body, 'body')) ?? null,
    state: 'open',
    pull: {
      head: headRepository,
      headRef,
      headSha,
      baseRef,
      baseSha,
      reviews: [],
      requestedReviewers: new Set(),
      draft: optionalFlag(body, 'draft') ?? false,
      mergeSha: undefined,
      mergedAt: null,
      mergedBy: null,
      mergedAs: null,
    },
  }
  repository.issues.set(issue.number, issue)
  await refreshPull(world, repository, issue)
  await emitPullRequest(world, repository, issue, 'opened', caller)
  return created(await fullPull(repository, issue))
}

/** A user who reads the base and writes to the head may open a pull request: that is how strangers contribute. A token needs the permission. */
function assertMayOpen({ repository, caller }: RepositoryCall, head: RepositoryState | undefined): void {
  if (caller.kind === 'anonymous') throw requiresAuthentication()
  if (caller.kind === 'job' && !repository.actionsMayOpenPullRequests) {
    throw new ApiFault(403, 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  const own = caller.kind === 'user' && head !== undefined && mayUse(head, caller, 'contents', 'write')
  if (own || mayUse(repository, caller, 'pull-requests', 'write')) return
  throw caller.kind === 'user' ? notFound() : notAccessible()
}

function invalidField(field: string): ApiFault {
  return validationFailed({ resource: 'PullRequest', field, code: 'invalid' })
}

/** `branch`, `owner:branch`; another owner's is its fork of the same name. */
function headOf(
  world: World,
  base: RepositoryState,
  head: string,
): { readonly repository: RepositoryState | undefined; readonly branch: string } {
  const colon = head.indexOf(':')
  if (colon < 0) return { repository: base, branch: head }
  const owner = head.slice(0, colon)
  const branch = head.slice(colon + 1)
  if (owner.toLowerCase() === base.owner.login.toLowerCase()) return { repository: base, branch }
  return { repository: findRepository(world, `${owner}/${base.name}`), branch }
}

function assertNew(repository: RepositoryState, head: RepositoryState, headRef: string, baseRef: string): void {
  const exists = pullsOf(repository).some(
    ({ state, pull }) => state === 'open' && pull.head === head && pull.headRef === headRef && pull.baseRef === baseRef,
  )
  if (!exists) return
  throw validationFailed({
    resource: 'PullRequest',
    code: 'custom',
    message: `A pull request already exists for ${head.owner.login}:${headRef}.`,
  })
}

interface Ends {
  readonly headRepository: RepositoryState
  readonly headRef: string
  readonly headSha: string
  readonly baseRef: string
  readonly baseSha: string
}

async function assertCommits(repository: RepositoryState, ends: Ends): Promise<void> {
  if (ends.headRepository !== repository) {
    await repository.git.run(['fetch', '--quiet', '--no-tags', ends.headRepository.git.path, ends.headSha])
  }
  const fault = (message: string): ApiFault => validationFailed({ resource: 'PullRequest', code: 'custom', message })
  const common = await mergeBase(repository.git, ends.baseSha, ends.headSha)
  if (common === undefined) throw fault(`The ${ends.headRef} branch has no history in common with ${ends.baseRef}`)
  if (common === ends.headSha) throw fault(`No commits between ${ends.baseRef} and ${ends.headRef}`)
}

function bodyText(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= BODY_LIMIT) return text
  throw validationFailed({
    resource: 'Issue',
    code: 'custom',
    field: 'body',
    message: `body is too long (maximum is ${BODY_LIMIT} characters)`,
  })
}

async function updatePull(call: RepositoryCall): Promise<Reply> {
  const { world, repository, body, caller } = call
  const issue = pullOf(call)
  const before = { title: issue.title, body: issue.body }
  issue.title = optionalText(body, 'title') ?? issue.title
  issue.body = bodyText(optionalText(body, 'body')) ?? issue.body
  issue.updatedAt = world.clock.now()
  if (issue.title !== before.title || issue.body !== before.body) {
    await emitPullRequest(world, repository, issue, 'edited', caller, { changes: {} })
  }
  await changeBase(call, issue)
  await changeState(call, issue)
  return ok(await fullPull(repository, issue))
}

async function changeBase({ world, repository, body, caller }: RepositoryCall, issue: PullRequest): Promise<void> {
  const base = optionalText(body, 'base')
  if (base === undefined || base === issue.pull.baseRef) return
  const sha = await branchHead(repository, base)
  if (sha === undefined) throw invalidField('base')
  const from = issue.pull.baseRef
  issue.pull.baseRef = base
  issue.pull.baseSha = sha
  await refreshPull(world, repository, issue)
  await emitPullRequest(world, repository, issue, 'edited', caller, { changes: { base: { ref: { from } } } })
}

async function changeState({ world, repository, body, caller }: RepositoryCall, issue: PullRequest): Promise<void> {
  const state = optionalText(body, 'state')
  if (state === undefined || state === issue.state) return
  if (state === 'closed') return closePull(world, repository, issue, caller)
  if (issue.pull.mergedAt !== null || (await branchHead(issue.pull.head, issue.pull.headRef)) === undefined) {
    throw validationFailed({ resource: 'PullRequest', code: 'custom', message: 'state cannot be changed.' })
  }
  issue.state = 'open'
  issue.closedAt = null
  await emitPullRequest(world, repository, issue, 'reopened', caller)
}

async function listFiles(call: RepositoryCall): Promise<Reply> {
  const { repository } = call
  const issue = pullOf(call)
  const base = await pullBase(repository, issue)
  const files = await diffWithPatches(repository.git, base, issue.pull.headSha)
  return paged(files.slice(0, FILES_LIMIT), (file) => filePayload(repository, issue.pull.headSha, file))
}

async function listCommits(call: RepositoryCall): Promise<Reply> {
  const { world, repository } = call
  const issue = pullOf(call)
  const shas = await commitsBetween(repository.git, await pullBase(repository, issue), issue.pull.headSha)
  const commits = await Promise.all(shas.map((sha) => readCommit(repository.git, sha)))
  return paged(commits, (commit) => commitPayload(world, repository, commit))
}

async function merge(call: RepositoryCall): Promise<Reply> {
  const { world, repository, body, caller } = call
  const title = optionalText(body, 'commit_title')
  const message = optionalText(body, 'commit_message')
  const sha = optionalText(body, 'sha')
  const request = {
    method: mergeMethod(optionalText(body, 'merge_method')),
    actor: actorOf(world, caller),
    ...(title === undefined ? {} : { title }),
    ...(message === undefined ? {} : { message }),
    ...(sha === undefined ? {} : { sha }),
  }
  const commit = await mergePull(world, repository, pullOf(call), request, caller)
  return ok({ sha: commit, merged: true, message: 'Pull Request successfully merged' })
}

function mergeMethod(text: string | undefined): MergeMethod {
  if (text === undefined || text === 'merge') return 'merge'
  if (text === 'squash' || text === 'rebase') return text
  throw validationFailed({ resource: 'PullRequest', field: 'merge_method', code: 'invalid' })
}
