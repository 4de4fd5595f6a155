import { objectType, resolveObject, writeBlob } from '../git-objects.ts'
import { treePayload } from '../payloads/tree.ts'
import { listTree, writeTree, type TreeChange } from '../trees.ts'
import type { JsonObject } from '../types.ts'
import { objectList, optionalText, requiredText } from './body.ts'
import { ApiFault } from './fault.ts'
import { created, type Reply, type RepositoryCall } from './route.ts'

const TYPES: Readonly<Record<string, string>> = {
  '100644': 'blob',
  '100755': 'blob',
  '120000': 'blob',
  '040000': 'tree',
  '160000': 'commit',
}

/** `POST /git/trees`: entries over `base_tree`; `content` makes a blob, `sha: null` removes. */
export async function createTree(call: RepositoryCall): Promise<Reply> {
  const { repository, body } = call
  const base = optionalText(body, 'base_tree')
  const tree = base === undefined ? undefined : await resolveObject(repository.git, base, 'tree')
  if (base !== undefined && tree === undefined) throw new ApiFault(422, 'base_tree is not a valid tree oid')
  const entries = await Promise.all(objectList(body, 'tree').map((entry) => readEntry(call, entry)))
  const sha = await writeTree(repository.git, tree, entries)
  return created(treePayload(repository, sha, await listTree(repository.git, sha)))
}

async function readEntry({ repository }: RepositoryCall, entry: JsonObject): Promise<TreeChange> {
  const path = requiredText(entry, 'path')
  const mode = requiredText(entry, 'mode')
  const type = TYPES[mode]
  if (type === undefined) throw new ApiFault(422, 'Must supply a valid tree.mode')
  if (path.split('/').some((part) => ['', '.', '..', '.git'].includes(part))) {
    throw new ApiFault(422, `tree.path contains a malformed path component`)
  }
  const content = optionalText(entry, 'content')
  if (content !== undefined) return { path, mode, sha: await writeBlob(repository.git, Buffer.from(content)) }
  const sha = entry['sha'] === null ? null : requiredText(entry, 'sha')
  if (sha !== null && type !== 'commit' && (await objectType(repository.git, sha)) !== type) {
    throw new ApiFault(422, `tree.sha ${sha} is not a valid ${type}`)
  }
  return { path, mode, sha }
}
