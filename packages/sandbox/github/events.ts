import { diffFiles, EMPTY_TREE } from './git-diff.ts'
import { ZERO_SHA } from './git.ts'
import { commitsBetween, isAncestor, readCommit, resolveObject, type CommitObject } from './git-objects.ts'
import { accountPayload } from './payloads/account.ts'
import { accountByEmail, emailOf } from './payloads/commit.ts'
import { repositoryPayload, webUrl } from './payloads/repository.ts'
import { pullPayload, type PullRequest } from './payloads/pull-request.ts'
import { pullDetails } from './mergeability.ts'
import type { Caller, RepositoryState, World } from './state.ts'
import type { Account, JsonObject, PullRequestFacts } from './types.ts'

/** A ref that moved; forty zeros stand for "does not exist". */
export interface RefUpdate {
  readonly ref: string
  readonly before: string
  readonly after: string
}

/** GitHub lists at most 2,048 commits in a push payload. */
const PUSH_COMMITS_LIMIT = 2048

export function actorOf(world: World, caller: Caller): Account {
  return caller.kind === 'anonymous' ? world.actionsApp.bot : caller.account
}

/** Tells of a ref that moved. Only branches and tags do; `refs/pull/…` is GitHub's own. */
export async function emitPush(
  world: World,
  repository: RepositoryState,
  update: RefUpdate,
  caller: Caller,
): Promise<void> {
  const actor = actorOf(world, caller)
  world.emit({
    name: 'push',
    repository: repository.fullName,
    ref: update.ref,
    sha: update.after,
    before: update.before,
    payload: await pushPayload(world, repository, update, actor),
    actor,
    byJobToken: caller.kind === 'job',
  })
}

async function pushPayload(
  world: World,
  repository: RepositoryState,
  update: RefUpdate,
  actor: Account,
): Promise<JsonObject> {
  const { git } = repository
  const created = update.before === ZERO_SHA
  const deleted = update.after === ZERO_SHA
  const shas = deleted ? [] : await pushedCommits(repository, update)
  const commits = await Promise.all(shas.slice(-PUSH_COMMITS_LIMIT).map((sha) => pushCommit(world, repository, sha)))
  const head = deleted ? undefined : await resolveObject(git, update.after)
  return {
    ref: update.ref,
    before: update.before,
    after: update.after,
    repository: { ...repositoryPayload(repository), master_branch: repository.defaultBranch },
    pusher: { name: actor.login, email: emailOf(actor) },
    ...(repository.owner.type === 'Organization' ? { organization: accountPayload(repository.owner) } : {}),
    sender: accountPayload(actor),
    created,
    deleted,
    forced: !created && !deleted && !(await isAncestor(git, update.before, update.after)),
    base_ref: null,
    compare: `${webUrl(repository)}/compare/${update.before.slice(0, 12)}...${update.after.slice(0, 12)}`,
    commits,
    head_commit: head === undefined ? null : await pushCommit(world, repository, head),
  }
}

/** A new branch lists what the default branch has not; a tag lists nothing. */
async function pushedCommits(repository: RepositoryState, update: RefUpdate): Promise<readonly string[]> {
  if (!update.ref.startsWith('refs/heads/')) return []
  if (update.before !== ZERO_SHA) return commitsBetween(repository.git, update.before, update.after)
  const main = `refs/heads/${repository.defaultBranch}`
  const known = update.ref === main ? undefined : await resolveObject(repository.git, main)
  return commitsBetween(repository.git, known, update.after)
}

async function pushCommit(world: World, repository: RepositoryState, sha: string): Promise<JsonObject> {
  const commit = await readCommit(repository.git, sha)
  const files = await diffFiles(repository.git, commit.parents[0] ?? EMPTY_TREE, sha)
  const paths = (...statuses: readonly string[]): readonly string[] =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path)
  const left = files.flatMap(({ status, previousPath }) => (status === 'renamed' ? [previousPath ?? ''] : []))
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${webUrl(repository)}/commit/${sha}`,
    author: person(world, commit, 'author'),
    committer: person(world, commit, 'committer'),
    added: paths('added', 'copied', 'renamed'),
    removed: [...paths('removed'), ...left],
    modified: paths('modified', 'changed'),
  }
}

function person(world: World, commit: CommitObject, role: 'author' | 'committer'): JsonObject {
  const { name, email, date } = commit[role]
  const account = accountByEmail(world, commit[role])
  return { name, email, date, ...(account === undefined ? {} : { username: account.login }) }
}

export function pullFacts(issue: PullRequest): PullRequestFacts {
  const { pull } = issue
  return {
    number: issue.number,
    headRef: pull.headRef,
    headSha: pull.headSha,
    headRepository: pull.head.fullName,
    headRepositoryId: pull.head.id,
    baseRef: pull.baseRef,
    baseSha: pull.baseSha,
    ...(pull.mergeSha === undefined ? {} : { mergeSha: pull.mergeSha }),
  }
}

/** Tells of a pull request; `more` holds what belongs to the action (`before` and `after`, `label`, …). */
export async function emitPullRequest(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  action: string,
  caller: Caller,
  more: JsonObject = {},
): Promise<void> {
  const actor = actorOf(world, caller)
  const details = await pullDetails(repository, issue)
  world.emit({
    name: 'pull_request',
    action,
    repository: repository.fullName,
    ref: `refs/pull/${issue.number}/merge`,
    sha: issue.pull.mergeSha ?? issue.pull.headSha,
    before: ZERO_SHA,
    payload: {
      action,
      number: issue.number,
      pull_request: pullPayload(repository, issue, details),
      ...more,
      repository: repositoryPayload(repository),
      ...(repository.owner.type === 'Organization' ? { organization: accountPayload(repository.owner) } : {}),
      sender: accountPayload(actor),
    },
    actor,
    byJobToken: caller.kind === 'job',
    pullRequest: pullFacts(issue),
  })
}
