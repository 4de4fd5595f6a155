import type { Octokit } from '@octokit/rest'
import type { RepositoryName } from '@promo/core'
import { call, callUnlessMissing } from './calls.ts'
import { forgeError } from './errors.ts'
import type { DirectoryEntry, Forge } from './forge.ts'
import { ownerAndRepo } from './octokit.ts'
import { branchHead, COMMIT_LIKE } from './refs.ts'

export interface TreeEntry {
  readonly name: string
  readonly type: DirectoryEntry['type']
  readonly mode: string
  readonly sha: string
  readonly size: number
}

const TYPES: Readonly<Record<string, DirectoryEntry['type']>> = {
  '040000': 'directory',
  '120000': 'symlink',
  '160000': 'submodule',
}

/** 1 MiB: an overlay, a manifest, a policy is far smaller. */
const DEFAULT_MAX_BYTES = 1024 * 1024

/**
 * Reads Git trees and blobs by their ids. The contents API is not used: it follows symbolic links
 * (docs.github.com, "Get repository content"), so what it gives for a path need not be the file there.
 */
export interface TreeReader {
  /** undefined when the path, or the ref, does not exist. `forge-path-refused` when it leads through a link or submodule. */
  readonly entry: (repository: RepositoryName, ref: string, path: string) => Promise<TreeEntry | undefined>
  readonly list: Forge['listDirectory']
  readonly file: Forge['readFile']
}

export function createTreeReader(octokit: Octokit): TreeReader {
  // A tree is named by its content, and a commit's tree is fixed: neither can become stale.
  const known = new Map<string, Promise<readonly TreeEntry[] | undefined>>()
  const treeOf = (repository: RepositoryName, sha: string): Promise<readonly TreeEntry[] | undefined> => {
    const key = `${repository} ${sha}`
    const tree = known.get(key) ?? fetchTree(octokit, repository, sha)
    known.set(key, tree)
    tree.catch(() => known.delete(key))
    return tree
  }
  const entry: TreeReader['entry'] = async (repository, ref, path) => {
    const commit = await commitOf(octokit, repository, ref)
    return commit === undefined ? undefined : walk(repository, commit, splitPath(path), treeOf)
  }
  return {
    entry,
    list: async (repository, ref, path) => {
      const directory = path.replaceAll(/^\/+|\/+$|^\.$/g, '')
      const found =
        directory === ''
          ? await commitOf(octokit, repository, ref)
          : await directoryAt(entry, repository, ref, directory)
      const entries = found === undefined ? [] : ((await treeOf(repository, found)) ?? [])
      const prefix = directory === '' ? '' : `${directory}/`
      return entries.map(({ name, type }) => ({ path: `${prefix}${name}`, type }))
    },
    file: async (repository, ref, path, maxBytes = DEFAULT_MAX_BYTES) => {
      const found = await entry(repository, ref, path)
      if (found === undefined || found.type === 'directory') return undefined
      if (found.type !== 'file') throw refused(repository, path, found.type)
      return fetchBlob(octokit, repository, path, found, maxBytes)
    },
  }
}

async function commitOf(octokit: Octokit, repository: RepositoryName, ref: string): Promise<string | undefined> {
  return COMMIT_LIKE.test(ref) ? ref : branchHead(octokit, repository, ref.replace(/^refs\/heads\//, ''))
}

async function directoryAt(
  entry: TreeReader['entry'],
  repository: RepositoryName,
  ref: string,
  path: string,
): Promise<string | undefined> {
  const found = await entry(repository, ref, path)
  if (found === undefined || found.type === 'file') return undefined
  if (found.type !== 'directory') throw refused(repository, path, found.type)
  return found.sha
}

async function walk(
  repository: RepositoryName,
  root: string,
  parts: readonly string[],
  treeOf: (repository: RepositoryName, sha: string) => Promise<readonly TreeEntry[] | undefined>,
): Promise<TreeEntry | undefined> {
  const [name = '', ...rest] = parts
  const found = (await treeOf(repository, root))?.find((one) => one.name === name)
  if (found === undefined || rest.length === 0) return found
  if (found.type === 'file') return undefined
  if (found.type !== 'directory') throw refused(repository, name, found.type)
  return walk(repository, found.sha, rest, treeOf)
}

async function fetchTree(
  octokit: Octokit,
  repository: RepositoryName,
  sha: string,
): Promise<readonly TreeEntry[] | undefined> {
  const place = { ...ownerAndRepo(repository), tree_sha: sha }
  const answer = await callUnlessMissing(`read tree ${sha} of ${repository}`, () => octokit.rest.git.getTree(place))
  if (answer?.data.truncated === true) {
    throw forgeError('forge-incomplete', { repository, sha }, `${repository}: GitHub lists tree ${sha} only in part`)
  }
  return answer?.data.tree.map(({ path, mode, sha: id, size }) => ({
    name: path,
    type: TYPES[mode] ?? 'file',
    mode,
    sha: id,
    size: size ?? 0,
  }))
}

async function fetchBlob(
  octokit: Octokit,
  repository: RepositoryName,
  path: string,
  { sha, size }: TreeEntry,
  maxBytes: number,
): Promise<Uint8Array> {
  if (size > maxBytes) {
    const facts = { repository, path, size, limit: maxBytes }
    throw forgeError(
      'forge-file-too-large',
      facts,
      `${path} of ${repository} has ${size} bytes, the limit is ${maxBytes}`,
    )
  }
  const place = { ...ownerAndRepo(repository), file_sha: sha }
  const { data } = await call(`read ${path} of ${repository}`, () => octokit.rest.git.getBlob(place))
  return Buffer.from(data.content, 'base64')
}

/** The parts of a path inside a repository; `forge-path-refused` for one that is absolute, empty or climbs. */
export function splitPath(path: string): readonly string[] {
  const parts = path.split('/')
  if (!parts.some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')) return parts
  throw forgeError(
    'forge-path-refused',
    { path },
    `not a path of a file in a repository: ${JSON.stringify(path.slice(0, 200))}`,
  )
}

function refused(repository: RepositoryName, path: string, type: string): Error {
  return forgeError('forge-path-refused', { repository, path, type }, `${path} of ${repository} is a ${type}`)
}
