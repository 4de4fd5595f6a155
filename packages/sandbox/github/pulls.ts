import { emitPullRequest, emitPush, type RefUpdate } from './events.ts'
import { ZERO_SHA } from './git.ts'
import { compareAndSwapRef, readCommit, resolveObject, writeCommit } from './git-objects.ts'
import { mergedTree, mergeRefusal, refreshPull } from './mergeability.ts'
import { signatureOf } from './payloads/commit.ts'
import type { PullRequest } from './payloads/pull-request.ts'
import { ApiFault } from './rest/fault.ts'
import type { Caller, IssueState, RepositoryState, World } from './state.ts'
import type { Account } from './types.ts'

export function isPull(issue: IssueState): issue is PullRequest {
  return issue.pull !== undefined
}

export function pullsOf(repository: RepositoryState): readonly PullRequest[] {
  return [...repository.issues.values()].filter(isPull)
}

export function branchHead(repository: RepositoryState, branch: string): Promise<string | undefined> {
  return resolveObject(repository.git, `refs/heads/${branch}`)
}

/**
 * After refs moved: push events, then what follows for pull requests. Their heads are synchronised (or closed with a
 * deleted branch), their test merges follow a moved base, and those whose head has landed in the base count as merged.
 */
export async function announceUpdates(
  world: World,
  repository: RepositoryState,
  updates: readonly RefUpdate[],
  caller: Caller,
): Promise<void> {
  const visible = updates.filter(({ ref }) => ref.startsWith('refs/heads/') || ref.startsWith('refs/tags/'))
  for (const update of visible) {
    repository.pushedAt = world.clock.now()
    await emitPush(world, repository, update, caller)
  }
  for (const { ref, after } of visible.filter((update) => update.ref.startsWith('refs/heads/'))) {
    await followHead(world, repository, ref.slice('refs/heads/'.length), after, caller)
    await followBase(world, repository, ref.slice('refs/heads/'.length), after)
  }
}

/** Pull requests of other repositories have this branch as head too, when it is a fork. */
async function followHead(
  world: World,
  head: RepositoryState,
  branch: string,
  after: string,
  caller: Caller,
): Promise<void> {
  for (const repository of world.repositories.values()) {
    const pulls = pullsOf(repository).filter(
      ({ state, pull }) => state === 'open' && pull.head === head && pull.headRef === branch,
    )
    for (const issue of pulls)
      await (after === ZERO_SHA ? closePull : synchronize)(world, repository, issue, caller, after)
  }
}

async function synchronize(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  caller: Caller,
  after: string,
): Promise<void> {
  const before = issue.pull.headSha
  issue.pull.headSha = after
  issue.updatedAt = world.clock.now()
  await refreshPull(world, repository, issue)
  await emitPullRequest(world, repository, issue, 'synchronize', caller, { before, after })
}

export async function closePull(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  caller: Caller,
): Promise<void> {
  issue.state = 'closed'
  issue.closedAt = world.clock.now()
  issue.updatedAt = issue.closedAt
  await emitPullRequest(world, repository, issue, 'closed', caller)
}

async function followBase(world: World, repository: RepositoryState, branch: string, after: string): Promise<void> {
  const pulls = pullsOf(repository).filter(({ state, pull }) => state === 'open' && pull.baseRef === branch)
  if (after === ZERO_SHA) return
  for (const issue of pulls) {
    issue.pull.baseSha = after
    await refreshPull(world, repository, issue)
  }
}

export type MergeMethod = 'merge' | 'squash' | 'rebase'

export interface Merge {
  readonly method: MergeMethod
  readonly title?: string
  readonly message?: string
  /** Expected head. */
  readonly sha?: string
  readonly actor: Account
}

/** Merges an open pull request; refusals are GitHub's 405 and 409. Returns the new commit of the base. */
export async function mergePull(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  merge: Merge,
  caller: Caller,
): Promise<string> {
  assertMergeable(repository, issue, merge)
  const { pull } = issue
  const base = await branchHead(repository, pull.baseRef)
  const tree = base === undefined ? undefined : await mergedTree(repository, base, pull.headSha)
  if (base === undefined || tree === undefined) throw new ApiFault(405, 'Pull Request is not mergeable')
  const commit = await mergeCommit(world, repository, issue, merge, { base, tree })
  const ref = `refs/heads/${pull.baseRef}`
  if (!(await compareAndSwapRef(repository.git, ref, commit, base))) {
    throw new ApiFault(409, 'Base branch was modified. Review and try the merge again.')
  }
  await land(world, repository, issue, { commit, base, actor: merge.actor }, caller)
  return commit
}

/** What follows when a pull request's commit has become the head of its base. */
export async function land(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  { commit, base, actor }: { readonly commit: string; readonly base: string; readonly actor: Account },
  caller: Caller,
): Promise<void> {
  const { pull } = issue
  pull.mergedAt = world.clock.now()
  pull.mergedBy = actor
  pull.mergedAs = commit
  issue.state = 'closed'
  issue.closedAt = pull.mergedAt
  issue.updatedAt = pull.mergedAt
  await emitPullRequest(world, repository, issue, 'closed', caller)
  await announceUpdates(world, repository, [{ ref: `refs/heads/${pull.baseRef}`, before: base, after: commit }], caller)
}

/** Throws GitHub's refusal of a merge. Where there is a merge queue, nothing else merges. */
export function assertMergeable(
  repository: RepositoryState,
  issue: PullRequest,
  merge: Merge,
  how: 'at-once' | 'by-queue' = 'at-once',
): void {
  assertOpen(issue, merge)
  const isQueued = repository.rules.get(issue.pull.baseRef)?.mergeQueue !== undefined
  if (how === 'at-once' && isQueued) throw new ApiFault(405, 'Changes must be made through the merge queue')
  const refusal = mergeRefusal(repository, issue)
  if (refusal !== undefined) throw new ApiFault(405, refusal)
  if (merge.method === 'rebase') throw new ApiFault(405, 'Rebase merges are not allowed on this repository.')
}

function assertOpen({ state, pull }: PullRequest, { sha }: Merge): void {
  if (state === 'closed') throw new ApiFault(405, 'Pull Request is not mergeable')
  if (pull.draft) throw new ApiFault(405, 'Pull Request is still a draft')
  if (sha !== undefined && sha !== pull.headSha) {
    throw new ApiFault(409, 'Head branch was modified. Review and try the merge again.')
  }
  if (pull.mergeSha === undefined) throw new ApiFault(405, 'Pull Request has merge conflicts')
}

/** Writes the commit of a merge; no ref moves. */
export async function mergeCommit(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  merge: Merge,
  { base, tree }: { readonly base: string; readonly tree: string },
): Promise<string> {
  const { pull, number } = issue
  const squash = merge.method === 'squash'
  const title = merge.title ?? (squash ? `${issue.title} (#${number})` : mergeTitle(issue))
  const message = merge.message ?? (squash ? await squashMessage(repository, issue) : issue.title)
  const committer = signatureOf(merge.actor, world.clock.now())
  return writeCommit(repository.git, {
    tree,
    parents: squash ? [base] : [base, pull.headSha],
    message: message === '' ? title : `${title}\n\n${message}`,
    author: squash ? signatureOf(issue.author, world.clock.now()) : committer,
    committer: squash ? { ...committer, name: 'GitHub', email: 'noreply@github.com' } : committer,
  })
}

function mergeTitle({ number, pull }: PullRequest): string {
  return `Merge pull request #${number} from ${pull.head.owner.login}/${pull.headRef}`
}

/** The message of the only commit, as GitHub's default does. */
async function squashMessage(repository: RepositoryState, issue: PullRequest): Promise<string> {
  const { message } = await readCommit(repository.git, issue.pull.headSha)
  return message.split('\n').slice(1).join('\n').trim()
}
