import { latestCheckRuns, missingChecks } from './branch-rules.ts'
import { diffFiles } from './git-diff.ts'
import { commitsBetween, mergeBase, setRef, writeCommit } from './git-objects.ts'
import { signatureOf } from './payloads/commit.ts'
import type { PullDetails, PullRequest } from './payloads/pull-request.ts'
import type { RepositoryState, World } from './state.ts'
import type { BranchRules } from './types.ts'

/** The tree of a merge; undefined on a conflict or when it would change nothing to merge. */
export async function mergedTree(repository: RepositoryState, base: string, head: string): Promise<string | undefined> {
  const { code, stdout } = await repository.git.attempt(['merge-tree', '--write-tree', base, head])
  return code === 0 ? stdout.toString('utf8').split('\n')[0] : undefined
}

/** Brings `refs/pull/N/head` and `/merge` up to the head and base of an open pull request; objects of a fork are fetched. */
export async function refreshPull(world: World, repository: RepositoryState, issue: PullRequest): Promise<void> {
  const { pull, number } = issue
  if (pull.head !== repository) {
    await repository.git.run(['fetch', '--quiet', '--no-tags', pull.head.git.path, pull.headSha])
  }
  await setRef(repository.git, `refs/pull/${number}/head`, pull.headSha)
  const tree = await mergedTree(repository, pull.baseSha, pull.headSha)
  if (tree === undefined) {
    pull.mergeSha = undefined
    await repository.git.attempt(['update-ref', '-d', `refs/pull/${number}/merge`])
    return
  }
  const signature = signatureOf(issue.author, world.clock.now())
  pull.mergeSha = await writeCommit(repository.git, {
    tree,
    parents: [pull.baseSha, pull.headSha],
    message: `Merge ${pull.headSha} into ${pull.baseSha}`,
    author: signature,
    committer: signature,
  })
  await setRef(repository.git, `refs/pull/${number}/merge`, pull.mergeSha)
}

/** Where the branches parted: what a pull request's files and commits are counted from. */
export async function pullBase(repository: RepositoryState, issue: PullRequest): Promise<string> {
  const { baseSha, headSha } = issue.pull
  return (await mergeBase(repository.git, baseSha, headSha)) ?? baseSha
}

export async function pullDetails(repository: RepositoryState, issue: PullRequest): Promise<PullDetails> {
  const base = await pullBase(repository, issue)
  const files = await diffFiles(repository.git, base, issue.pull.headSha)
  const commits = await commitsBetween(repository.git, base, issue.pull.headSha)
  const open = issue.state === 'open'
  return {
    mergeable: open ? issue.pull.mergeSha !== undefined : null,
    mergeableState: open ? mergeableState(repository, issue) : 'unknown',
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  }
}

/** `mergeable_state` as GitHub's GraphQL `MergeStateStatus` describes it. */
function mergeableState(repository: RepositoryState, issue: PullRequest): string {
  const { pull } = issue
  if (pull.mergeSha === undefined) return 'dirty'
  if (pull.draft) return 'draft'
  if (mergeRefusal(repository, issue) !== undefined) return 'blocked'
  const runs = latestCheckRuns(repository, pull.headSha)
  if (runs.some(({ conclusion, status }) => status !== 'completed' || conclusion === 'failure')) return 'unstable'
  return 'clean'
}

/** Why the base branch's rules refuse the merge, in GitHub's words; undefined when they allow it. */
export function mergeRefusal(repository: RepositoryState, issue: PullRequest): string | undefined {
  const rules = repository.rules.get(issue.pull.baseRef)
  if (rules === undefined) return undefined
  return checksRefusal(repository, rules, issue.pull.headSha) ?? approvalsRefusal(rules, issue)
}

function checksRefusal(repository: RepositoryState, rules: BranchRules, sha: string): string | undefined {
  const [first, ...others] = missingChecks(repository, rules, sha)
  if (first === undefined) return undefined
  if (others.length === 0) return `Required status check "${first.name}" is expected.`
  return `${others.length + 1} of ${rules.requiredChecks?.length ?? 0} required status checks are expected.`
}

function approvalsRefusal({ requiredApprovals: wanted = 0 }: BranchRules, issue: PullRequest): string | undefined {
  if (approvals(issue) >= wanted) return undefined
  return `At least ${wanted} approving review${wanted === 1 ? ' is' : 's are'} required by reviewers with write access.`
}

/** People whose newest review that decides is an approval; authors do not count. */
function approvals(issue: PullRequest): number {
  const newest = new Map<number, string>()
  for (const { author, state } of issue.pull.reviews) {
    if (state !== 'COMMENTED' && author.id !== issue.author.id) newest.set(author.id, state)
  }
  return [...newest.values()].filter((state) => state === 'APPROVED').length
}
