import { accountOf } from './accounts.ts'
import { checkState } from './branch-rules.ts'
import { common } from './dispatches.ts'
import { emitPullRequest, emitPush } from './events.ts'
import { ZERO_SHA } from './git.ts'
import { compareAndSwapRef, readCommit, setRef, type Signature } from './git-objects.ts'
import { mergedTree } from './mergeability.ts'
import type { PullRequest } from './payloads/pull-request.ts'
import { assertMergeable, branchHead, land, mergeCommit, type Merge } from './pulls.ts'
import { ApiFault } from './rest/fault.ts'
import type { Caller, RepositoryState, World } from './state.ts'
import type { MergeQueueEntry, RemovalReason } from './starts.ts'
import type { Account, BranchRules, JsonObject } from './types.ts'

/** The branch and commit in which a pull request is tried on top of its base. */
interface Group {
  readonly ref: string
  readonly sha: string
  readonly base: string
}

type GroupEnd = 'green' | RemovalReason

/** Base branch moved while its group was checked. */
const REBUILD = Symbol('rebuild')

const QUEUE_BOT = 'github-merge-queue[bot]'

/**
 * Puts a pull request into the merge queue of its base branch (GitHub docs, "Managing a merge queue"): one group for
 * each pull request, one after the other. Its commit stands on `gh-readonly-queue/<base>/pr-<n>-<base commit>`, starts
 * `merge_group` workflows, and becomes the head of the base when the required checks passed there.
 */
export async function enqueue(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  actor: Account,
): Promise<MergeQueueEntry> {
  const rules = repository.rules.get(issue.pull.baseRef)
  if (rules?.mergeQueue === undefined) throw new ApiFault(422, 'Merge queue is not enabled on this branch')
  const merge: Merge = { method: rules.mergeQueue.method ?? 'merge', actor }
  assertMergeable(repository, issue, merge, 'by-queue')
  const caller: Caller = { kind: 'user', account: actor }
  await emitPullRequest(world, repository, issue, 'enqueued', caller)
  const left = new AbortController()
  const before = repository.mergeQueues.get(issue.pull.baseRef) ?? Promise.resolve()
  const ended = before.then(() => waitInLine(world, repository, issue, { rules, merge, left: left.signal }))
  repository.mergeQueues.set(
    issue.pull.baseRef,
    ended.catch(() => undefined),
  )
  return { number: issue.number, ended, dequeue: () => left.abort() }
}

interface Turn {
  readonly rules: BranchRules
  readonly merge: Merge
  readonly left: AbortSignal
}

async function waitInLine(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  turn: Turn,
): Promise<Awaited<MergeQueueEntry['ended']>> {
  const caller: Caller = { kind: 'user', account: accountOf(world, QUEUE_BOT, 'Bot') }
  for (;;) {
    const group = await repository.exclusive(() => openGroup(world, repository, issue, turn.merge, caller))
    const end = group === undefined ? 'MERGE_CONFLICT' : await checksEnd(repository, turn, group.sha)
    const result = await repository.exclusive(() => closeGroup(world, repository, issue, { turn, group, end, caller }))
    if (result !== REBUILD) return result
  }
}

/** Makes the group's commit and branch, and tells of both. Undefined on a conflict. */
async function openGroup(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  merge: Merge,
  caller: Caller,
): Promise<Group | undefined> {
  const { baseRef, headSha } = issue.pull
  const base = await branchHead(repository, baseRef)
  const tree = base === undefined ? undefined : await mergedTree(repository, base, headSha)
  if (base === undefined || tree === undefined) return undefined
  const sha = await mergeCommit(world, repository, issue, merge, { base, tree })
  const ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-${issue.number}-${base}`
  await setRef(repository.git, ref, sha)
  await emitPush(world, repository, { ref, before: ZERO_SHA, after: sha }, caller)
  await emitMergeGroup(world, repository, { ref, sha, base }, { baseRef, action: 'checks_requested' }, caller)
  return { ref, sha, base }
}

async function emitMergeGroup(
  world: World,
  repository: RepositoryState,
  { ref, sha, base }: Group,
  { baseRef, ...about }: { readonly baseRef: string; readonly action: string; readonly reason?: string },
  caller: Caller,
): Promise<void> {
  const { author, committer, message, tree } = await readCommit(repository.git, sha)
  const person = ({ name, email }: Signature): JsonObject => ({ name, email })
  const head_commit = {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: person(author),
    committer: person(committer),
  }
  const refs = { head_sha: sha, head_ref: ref, base_sha: base, base_ref: `refs/heads/${baseRef}` }
  const actor = caller.kind === 'user' ? caller.account : repository.owner
  world.emit({
    ...{ name: 'merge_group', action: about.action, repository: repository.fullName, ref, sha, before: ZERO_SHA },
    payload: { ...about, merge_group: { ...refs, head_commit }, ...common(repository, actor) },
    actor,
    byJobToken: false,
  })
}

/** Waits until every required check of the commit ended, or the pull request is taken out. A check that never reports is waited for, as on GitHub (up to an hour there). */
function checksEnd(repository: RepositoryState, { rules, left }: Turn, sha: string): Promise<GroupEnd> {
  return new Promise((resolve) => {
    const settle = (end: GroupEnd): void => {
      repository.checkListeners.delete(look)
      resolve(end)
    }
    const look = (): void => {
      const states = (rules.requiredChecks ?? []).map((check) => checkState(repository, check, sha))
      if (states.includes('failed')) settle('CI_FAILURE')
      else if (states.every((state) => state === 'green')) settle('green')
    }
    repository.checkListeners.add(look)
    left.addEventListener('abort', () => settle('MANUAL'), { once: true })
    if (left.aborted) settle('MANUAL')
    else look()
  })
}

interface Closing {
  readonly turn: Turn
  readonly group: Group | undefined
  readonly end: GroupEnd
  readonly caller: Caller
}

async function closeGroup(
  world: World,
  repository: RepositoryState,
  issue: PullRequest,
  { turn, group, end, caller }: Closing,
): Promise<Awaited<MergeQueueEntry['ended']> | typeof REBUILD> {
  const { baseRef } = issue.pull
  if (group !== undefined) await repository.git.run(['update-ref', '-d', group.ref, group.sha])
  if (group !== undefined && end === 'green') {
    if (!(await compareAndSwapRef(repository.git, `refs/heads/${baseRef}`, group.sha, group.base))) return REBUILD
    await land(world, repository, issue, { commit: group.sha, base: group.base, actor: turn.merge.actor }, caller)
    return { merged: group.sha }
  }
  const reason = end === 'green' ? 'MERGE_CONFLICT' : end
  await emitPullRequest(world, repository, issue, 'dequeued', caller, { reason })
  return { removed: reason }
}
