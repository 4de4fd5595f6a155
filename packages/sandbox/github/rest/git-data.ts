import { pushRefusal } from '../branch-rules.ts'
import { actorOf } from '../events.ts'
import {
  compareAndSwapRef,
  isAncestor,
  listRefs,
  objectType,
  readBlob,
  readCommit,
  resolveObject,
  resolveRef,
  writeBlob,
  writeCommit,
  type Signature,
} from '../git-objects.ts'
import { ZERO_SHA } from '../git.ts'
import { gitCommitPayload, signatureOf } from '../payloads/commit.ts'
import { nodeId } from '../payloads/places.ts'
import { repositoryUrl } from '../payloads/repository.ts'
import { announceUpdates } from '../pulls.ts'
import type { RepositoryState } from '../state.ts'
import { treePayload } from '../payloads/tree.ts'
import { listTree } from '../trees.ts'
import type { JsonObject } from '../types.ts'
import { optionalFlag, optionalObject, optionalText, requiredText, textList } from './body.ts'
import { ApiFault, notFound } from './fault.ts'
import { created, noContent, ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'
import { createTree } from './trees.ts'

/** The Git database API: refs, commits, trees and blobs (docs.github.com/rest/git). */
export const gitDataRoutes = [
  onRepository('GET /git/ref/{ref}', 'contents:read', getRef),
  onRepository('GET /git/matching-refs/{ref}', 'contents:read', matchingRefs),
  onRepository('POST /git/refs', 'contents:write', createRef),
  onRepository('PATCH /git/refs/{ref}', 'contents:write', updateRef),
  onRepository('DELETE /git/refs/{ref}', 'contents:write', deleteRef),
  onRepository('GET /git/commits/{commit_sha}', 'contents:read', getCommit),
  onRepository('POST /git/commits', 'contents:write', createCommit),
  onRepository('GET /git/trees/{tree_sha}', 'contents:read', getTree),
  onRepository('POST /git/trees', 'contents:write', createTree),
  onRepository('GET /git/blobs/{file_sha}', 'contents:read', getBlob),
  onRepository('POST /git/blobs', 'contents:write', createBlob),
]

async function getRef({ repository, parameters }: RepositoryCall): Promise<Reply> {
  const ref = `refs/${parameters['ref'] ?? ''}`
  const sha = (await listRefs(repository.git, ref)).get(ref)
  if (sha === undefined) throw notFound()
  return ok(await refPayload(repository, ref, sha))
}

async function matchingRefs({ repository, parameters }: RepositoryCall): Promise<Reply> {
  const prefix = `refs/${parameters['ref'] ?? ''}`
  const refs = [...(await listRefs(repository.git))].filter(([ref]) => ref.startsWith(prefix))
  const payloads = await Promise.all(refs.map(([ref, sha]) => refPayload(repository, ref, sha)))
  return paged(payloads, (payload) => payload)
}

async function refPayload(repository: RepositoryState, ref: string, sha: string): Promise<JsonObject> {
  const type = (await objectType(repository.git, sha)) ?? 'commit'
  return {
    ref,
    node_id: nodeId('REF', `${repository.id}:${ref}`),
    url: `${repositoryUrl(repository)}/git/${ref}`,
    object: { sha, type, url: `${repositoryUrl(repository)}/git/${type}s/${sha}` },
  }
}

async function createRef(call: RepositoryCall): Promise<Reply> {
  const ref = requiredText(call.body, 'ref')
  const sha = requiredText(call.body, 'sha')
  if (!/^refs\/[^/]+\/./.test(ref) || !(await isRefName(call.repository, ref))) {
    throw new ApiFault(422, "Reference name must start with 'refs/' and contain at least two slashes.")
  }
  if ((await objectType(call.repository.git, sha)) === undefined) throw new ApiFault(422, 'Object does not exist')
  assertPushAllowed(call, ref, sha)
  if (!(await compareAndSwapRef(call.repository.git, ref, sha, ZERO_SHA))) {
    throw new ApiFault(422, 'Reference already exists')
  }
  await announceUpdates(call.world, call.repository, [{ ref, before: ZERO_SHA, after: sha }], call.caller)
  return created(await refPayload(call.repository, ref, sha))
}

async function isRefName(repository: RepositoryState, ref: string): Promise<boolean> {
  return (await repository.git.attempt(['check-ref-format', ref])).code === 0
}

async function updateRef(call: RepositoryCall): Promise<Reply> {
  const { repository, body } = call
  const ref = `refs/${call.parameters['ref'] ?? ''}`
  const sha = requiredText(body, 'sha')
  const before = await resolveObject(repository.git, ref)
  if (before === undefined) throw new ApiFault(422, 'Reference does not exist')
  if ((await objectType(repository.git, sha)) !== 'commit') throw new ApiFault(422, 'Object does not exist')
  const fastForward = await isAncestor(repository.git, before, sha)
  if (!fastForward && optionalFlag(body, 'force') !== true) throw new ApiFault(422, 'Update is not a fast forward')
  assertPushAllowed(call, ref, sha)
  if (!(await compareAndSwapRef(repository.git, ref, sha, before))) {
    throw new ApiFault(409, 'Reference cannot be updated')
  }
  if (before !== sha) await announceUpdates(call.world, repository, [{ ref, before, after: sha }], call.caller)
  return ok(await refPayload(repository, ref, sha))
}

async function deleteRef(call: RepositoryCall): Promise<Reply> {
  const ref = `refs/${call.parameters['ref'] ?? ''}`
  const before = await resolveObject(call.repository.git, ref)
  if (before === undefined) throw new ApiFault(422, 'Reference does not exist')
  if (ref === `refs/heads/${call.repository.defaultBranch}`) {
    throw new ApiFault(422, 'Cannot delete the default branch')
  }
  assertPushAllowed(call, ref, ZERO_SHA)
  await compareAndSwapRef(call.repository.git, ref, ZERO_SHA, before)
  await announceUpdates(call.world, call.repository, [{ ref, before, after: ZERO_SHA }], call.caller)
  return noContent
}

export function assertPushAllowed(call: RepositoryCall, ref: string, after: string): void {
  const reason = pushRefusal(call.repository, call.caller, ref, after)
  if (reason !== undefined) throw new ApiFault(422, `Repository rule violations found\n\n${reason}\n\n`)
}

async function getCommit({ repository, parameters }: RepositoryCall): Promise<Reply> {
  const sha = parameters['commit_sha'] ?? ''
  if ((await objectType(repository.git, sha)) !== 'commit') throw notFound()
  return ok(gitCommitPayload(repository, await readCommit(repository.git, sha)))
}

async function createCommit(call: RepositoryCall): Promise<Reply> {
  const { repository, body, world } = call
  const tree = requiredText(body, 'tree')
  const parents = textList(body, 'parents') ?? []
  if ((await objectType(repository.git, tree)) !== 'tree') throw new ApiFault(422, 'Tree SHA does not exist')
  for (const parent of parents) {
    if ((await objectType(repository.git, parent)) === 'commit') continue
    throw new ApiFault(422, 'Parent SHA does not exist or is not a commit object')
  }
  const self = signatureOf(actorOf(world, call.caller), world.clock.now())
  const author = signature(optionalObject(body, 'author'), self)
  const committer = signature(optionalObject(body, 'committer'), author)
  const commit = { tree, parents, message: requiredText(body, 'message'), author, committer }
  const sha = await writeCommit(repository.git, commit)
  return created(gitCommitPayload(repository, await readCommit(repository.git, sha)))
}

function signature(given: JsonObject | undefined, fallback: Signature): Signature {
  if (given === undefined) return fallback
  const date = optionalText(given, 'date') ?? fallback.date
  return { name: requiredText(given, 'name'), email: requiredText(given, 'email'), date }
}

async function getTree({ repository, parameters, query }: RepositoryCall): Promise<Reply> {
  const name = parameters['tree_sha'] ?? ''
  const commit = await resolveRef(repository.git, name)
  const tree = await resolveObject(repository.git, commit ?? (/^[0-9a-f]{40}$/.test(name) ? name : ZERO_SHA), 'tree')
  if (tree === undefined) throw notFound()
  // GitHub takes any value at all, `0` and `false` included, for "recursive".
  const entries = await listTree(repository.git, tree, { recursive: query.has('recursive') })
  return ok(treePayload(repository, tree, entries))
}

async function getBlob({ repository, parameters, accept }: RepositoryCall): Promise<Reply> {
  const sha = parameters['file_sha'] ?? ''
  if ((await objectType(repository.git, sha)) !== 'blob') throw notFound()
  const content = await readBlob(repository.git, sha)
  if (accept.includes('raw')) return { status: 200, body: content }
  return ok({
    ...blobReference(repository, sha),
    ...{ content: content.toString('base64'), encoding: 'base64', size: content.length, node_id: nodeId('B', sha) },
  })
}

async function createBlob({ repository, body }: RepositoryCall): Promise<Reply> {
  const encoding = optionalText(body, 'encoding') === 'base64' ? 'base64' : 'utf8'
  const sha = await writeBlob(repository.git, Buffer.from(requiredText(body, 'content'), encoding))
  return created(blobReference(repository, sha))
}

function blobReference(repository: RepositoryState, sha: string): { sha: string; url: string } {
  return { sha, url: `${repositoryUrl(repository)}/git/blobs/${sha}` }
}
