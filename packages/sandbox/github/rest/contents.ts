import { posix } from 'node:path'
import { entryAt, readBlob, readCommit, resolveRef } from '../git-objects.ts'
import { repositoryUrl, webUrl } from '../payloads/repository.ts'
import type { RepositoryState } from '../state.ts'
import { listTree, type TreeEntry } from '../trees.ts'
import type { JsonObject } from '../types.ts'
import { ApiFault, notFound } from './fault.ts'
import { ok, onRepository, type Reply, type RepositoryCall } from './route.ts'

/** GitHub gives no `content` for a file between 1 and 100 MB unless the raw media type asks for it. */
const INLINE_LIMIT = 1024 * 1024
const RAW_LIMIT = 100 * 1024 * 1024

export const contentsRoutes = [
  onRepository('GET /contents/{path}', 'contents:read', getContents),
  // An empty path leaves nothing after the slash.
  onRepository('GET /contents', 'contents:read', getContents),
]

async function getContents(call: RepositoryCall): Promise<Reply> {
  const { repository, query } = call
  const ref = query.get('ref') ?? repository.defaultBranch
  const commit = await resolveRef(repository.git, ref)
  if (commit === undefined) throw new ApiFault(404, `No commit found for the ref ${ref}`)
  const path = (call.parameters['path'] ?? '').replace(/^\/+|\/+$/g, '')
  const place = { repository, ref, path }
  if (path === '')
    return directory(place, await listTree(repository.git, (await readCommit(repository.git, commit)).tree))
  const entry = await entryAt(repository.git, commit, path)
  if (entry === undefined) throw notFound()
  const target = entry.mode === '120000' ? await linkedFile(repository, commit, path, entry) : undefined
  if (target !== undefined) return file(place, target, call.accept)
  if (entry.type === 'tree') return directory(place, await listTree(repository.git, entry.sha))
  return file(place, entry, call.accept)
}

/** "If the requested path points to a symlink, and the symlink's target is a normal file in the repository": the file itself. */
async function linkedFile(
  repository: RepositoryState,
  commit: string,
  path: string,
  link: TreeEntry,
): Promise<TreeEntry | undefined> {
  const target = posix.join(posix.dirname(path), (await readBlob(repository.git, link.sha)).toString('utf8'))
  const entry = target.startsWith('..') ? undefined : await entryAt(repository.git, commit, target)
  return entry?.mode.startsWith('100') === true ? entry : undefined
}

interface Place {
  readonly repository: RepositoryState
  readonly ref: string
  readonly path: string
}

function directory(place: Place, entries: readonly TreeEntry[]): Reply {
  const items = entries.map((entry) => {
    const path = place.path === '' ? entry.path : `${place.path}/${entry.path}`
    // In a listing a submodule is a "file", for compatibility (docs: "Get repository content").
    return { ...entryPayload({ ...place, path }, entry), type: entry.type === 'tree' ? 'dir' : listedType(entry) }
  })
  return ok(items)
}

function listedType(entry: TreeEntry): string {
  return entry.mode === '120000' ? 'symlink' : 'file'
}

async function file(place: Place, entry: TreeEntry, accept: string): Promise<Reply> {
  if (entry.type === 'commit') {
    return ok({
      ...entryPayload(place, entry),
      type: 'submodule',
      submodule_git_url: `${webUrl(place.repository)}.git`,
    })
  }
  const content = await readBlob(place.repository.git, entry.sha)
  if (content.length > RAW_LIMIT) throw new ApiFault(403, 'This API returns blobs up to 100 MB in size.')
  if (accept.includes('raw')) return { status: 200, body: content }
  if (entry.mode === '120000') {
    return ok({ ...entryPayload(place, entry), type: 'symlink', target: content.toString('utf8') })
  }
  const inline = content.length <= INLINE_LIMIT
  return ok({
    ...entryPayload(place, entry),
    type: 'file',
    content: inline ? lines(content.toString('base64')) : '',
    encoding: inline ? 'base64' : 'none',
  })
}

/** GitHub breaks base64 into lines of 60. */
function lines(base64: string): string {
  return base64.replaceAll(/.{1,60}/g, '$&\n')
}

function entryPayload({ repository, ref, path }: Place, entry: TreeEntry): JsonObject {
  const escaped = path.split('/').map(encodeURIComponent).join('/')
  const url = `${repositoryUrl(repository)}/contents/${escaped}?ref=${encodeURIComponent(ref)}`
  const kind = entry.type === 'tree' ? 'trees' : 'blobs'
  const gitUrl = entry.type === 'commit' ? null : `${repositoryUrl(repository)}/git/${kind}/${entry.sha}`
  const html = `${webUrl(repository)}/${entry.type === 'tree' ? 'tree' : 'blob'}/${ref}/${escaped}`
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: gitUrl,
    download_url:
      entry.type === 'blob' ? `https://raw.githubusercontent.com/${repository.fullName}/${ref}/${escaped}` : null,
    _links: { self: url, git: gitUrl, html },
  }
}
