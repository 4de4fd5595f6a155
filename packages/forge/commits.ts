import type { Octokit } from '@octokit/rest'
import { parseCommit, type CommitSha } from '@promo/core'
import { call, refusalOf, translate } from './calls.ts'
import { forgeError } from './errors.ts'
import type { CommitRequest } from './forge.ts'
import { splitPath, type TreeReader } from './git-trees.ts'
import { ownerAndRepo } from './octokit.ts'
import { branchHead } from './refs.ts'

/** GitHub's words for a ref update that came too late (docs.github.com/rest/git/refs, "Update a reference"). */
const MOVED = /not a fast forward|Reference does not exist|Reference already exists|cannot be updated|cannot lock ref/i
const RULES = /rule violations|protected branch/i

interface TreeChange {
  readonly path: string
  readonly mode: '100644' | '100755'
  readonly type: 'blob'
  readonly sha: string | null
}

/**
 * A commit by the Git database API (blobs, tree, commit, then the ref): the ref moves last and only forward from the
 * expected head, so two writers cannot undo one another. Not signed by GitHub.
 */
export async function commitFiles(octokit: Octokit, trees: TreeReader, request: CommitRequest): Promise<CommitSha> {
  const { repository, branch, expectedHead, message } = request
  const place = ownerAndRepo(repository)
  const head = await currentHead(octokit, request)
  const changes = await Promise.all(request.files.map((file) => writeBlob(octokit, trees, request, file)))
  const what = `commit to ${branch} of ${repository}`
  const parent = await call(what, () => octokit.rest.git.getCommit({ ...place, commit_sha: expectedHead }))
  const base = parent.data.tree.sha
  const tree = await call(what, () => octokit.rest.git.createTree({ ...place, base_tree: base, tree: changes }))
  if (tree.data.sha === base && request.createBranch !== true) return expectedHead
  const made = { ...place, message, tree: tree.data.sha, parents: [expectedHead] }
  const { data } = await call(what, () => octokit.rest.git.createCommit(made))
  const sha = parseCommit(data.sha)
  await moveBranch(octokit, request, head, sha)
  return sha
}

/** The branch as it is; `push-conflict` unless it is at the expected head, may be made, or is promo's own. */
async function currentHead(octokit: Octokit, request: CommitRequest): Promise<CommitSha | undefined> {
  const { repository, branch, expectedHead } = request
  const head = await branchHead(octokit, repository, branch)
  const fine = head === undefined ? request.createBranch === true : head === expectedHead || request.force === true
  if (fine) return head
  throw conflict(request, head ?? null)
}

async function writeBlob(
  octokit: Octokit,
  trees: TreeReader,
  { repository, expectedHead }: CommitRequest,
  { path, content }: CommitRequest['files'][number],
): Promise<TreeChange> {
  splitPath(path)
  const known = await trees.entry(repository, expectedHead, path)
  if (known !== undefined && known.type !== 'file') {
    throw forgeError(
      'forge-path-refused',
      { repository, path, type: known.type },
      `${path} of ${repository} is a ${known.type}`,
    )
  }
  const change = { path, mode: known?.mode === '100755' ? '100755' : '100644', type: 'blob' } as const
  if (content === null) return { ...change, sha: null }
  const blob = { ...ownerAndRepo(repository), content: Buffer.from(content).toString('base64'), encoding: 'base64' }
  const { data } = await call(`write ${path} of ${repository}`, () => octokit.rest.git.createBlob(blob))
  return { ...change, sha: data.sha }
}

async function moveBranch(
  octokit: Octokit,
  request: CommitRequest,
  head: CommitSha | undefined,
  sha: CommitSha,
): Promise<void> {
  const { repository, branch, force = false } = request
  const place = ownerAndRepo(repository)
  try {
    if (head === undefined) await octokit.rest.git.createRef({ ...place, ref: `refs/heads/${branch}`, sha })
    else await octokit.rest.git.updateRef({ ...place, ref: `heads/${branch}`, sha, force })
  } catch (error) {
    // The answer may have been lost after the ref moved: what counts is where the branch is now.
    if (isAmbiguous(error) && (await branchHead(octokit, repository, branch)) === sha) return
    throw refusedPush(request, error)
  }
}

function isAmbiguous(error: unknown): boolean {
  const status = refusalOf(error)?.status
  return status === undefined || status >= 500
}

function refusedPush(request: CommitRequest, error: unknown): Error {
  const refusal = refusalOf(error)
  const what = `push to ${request.branch} of ${request.repository}`
  if (refusal === undefined || (refusal.status !== 409 && refusal.status !== 422)) return translate(what, error)
  if (RULES.test(refusal.reason)) {
    return forgeError('push-refused', { what, reason: refusal.reason }, `${what}: ${refusal.reason}`, { cause: error })
  }
  return MOVED.test(refusal.reason) ? conflict(request, null) : translate(what, error)
}

function conflict(request: CommitRequest, found: CommitSha | null): Error {
  const { repository, branch, expectedHead } = request
  const facts = { repository, branch, expected: expectedHead, found }
  return forgeError('push-conflict', facts, `${branch} of ${repository} is no longer at ${expectedHead}`)
}
