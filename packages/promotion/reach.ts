import { posix } from 'node:path'
import { asPromoError, digestOf, type CommitSha, type RepositoryName } from '@promo/core'
import type { DirectoryEntry, Forge } from '@promo/forge'
import { KUSTOMIZATION_NAMES } from '@promo/overlays'
import { referencesOf } from './kustomization-references.ts'

/** Everything that rendering an overlay reads at one commit. */
export interface Reach {
  /** The kustomization of the overlay itself. */
  readonly root: string | undefined
  readonly files: ReadonlySet<string>
  /** What it brings that is no plain manifest of the repository: remote bases, links, charts, generators; one line each. */
  readonly foreign: ReadonlySet<string>
}

export interface Tree {
  list(path: string): Promise<readonly DirectoryEntry[]>
  text(path: string): Promise<string | undefined>
}

/** One commit of a repository as a tree that can be read. */
export function treeAt(
  forge: Pick<Forge, 'readFile' | 'listDirectory'>,
  repository: RepositoryName,
  commit: CommitSha,
): Tree {
  return {
    list: (path) => forge.listDirectory(repository, commit, path),
    text: async (path) => {
      const bytes = await forge.readFile(repository, commit, path)
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
    },
  }
}

/** Overlays of real repositories stand on some ten directories. */
const KUSTOMIZATION_LIMIT = 200
/** kustomize asks a remote host before it looks for a directory of that name (kustomize, api/internal/git/repospec.go). */
const REMOTE = /[:@?]|\/\/|\.git\b|^(?:www\.)?github\.com/i

/** Follows an overlay to every file it is rendered from, without leaving the repository. Throws what reading the tree throws. */
export async function reachOf(overlay: string, tree: Tree): Promise<Reach> {
  const found: Found = { files: new Set(), foreign: new Set(), visited: new Set() }
  const isFile = /\.ya?ml$/.test(overlay)
  const root = isFile ? overlay : await kustomizationOf(overlay.replace(/\/+$/, ''), tree, found)
  if (root !== undefined) await visit(root, tree, found)
  return { root, files: found.files, foreign: found.foreign }
}

interface Found {
  readonly files: Set<string>
  readonly foreign: Set<string>
  readonly visited: Set<string>
}

async function visit(path: string, tree: Tree, found: Found): Promise<void> {
  if (found.visited.has(path)) return
  found.visited.add(path)
  if (found.visited.size > KUSTOMIZATION_LIMIT) {
    found.foreign.add(`more than ${KUSTOMIZATION_LIMIT} kustomizations`)
    return
  }
  const text = await tree.text(path)
  if (text === undefined) return
  found.files.add(path)
  const references = readReferences(path, text, found)
  for (const foreign of references.foreign) found.foreign.add(`${path}: ${foreign}`)
  for (const reference of references.programs) await program(path, reference, tree, found)
  for (const reference of references.paths) await follow(path, reference, tree, found)
}

function readReferences(path: string, text: string, { foreign }: Found): ReturnType<typeof referencesOf> {
  try {
    return referencesOf(text)
  } catch (error) {
    foreign.add(`${path}: ${asPromoError(error).message}`)
    return { paths: [], programs: [], foreign: [] }
  }
}

async function follow(path: string, reference: string, tree: Tree, found: Found): Promise<void> {
  const target = localPath(path, reference)
  const entry = target === undefined ? undefined : await entryAt(target, tree)
  if (target === undefined || (entry !== 'file' && entry !== 'directory')) {
    found.foreign.add(`${path}: ${reference}`)
  } else if (entry === 'file') {
    found.files.add(target)
  } else {
    const inner = await kustomizationOf(target, tree, found)
    if (inner === undefined) found.foreign.add(`${path}: ${reference}`)
    else await visit(inner, tree, found)
  }
}

/** A generator or transformer is named with its content: another content is another program. */
async function program(path: string, reference: string, tree: Tree, found: Found): Promise<void> {
  const target = localPath(path, reference)
  const isFile = target !== undefined && (await entryAt(target, tree)) === 'file'
  const text = isFile ? await tree.text(target) : undefined
  found.foreign.add(`${path}: ${reference}${text === undefined ? '' : ` (${digestOf(text)})`}`)
}

function localPath(from: string, reference: string): string | undefined {
  if (REMOTE.test(reference) || reference.startsWith('/')) return undefined
  const target = posix.join(posix.dirname(from), reference).replace(/\/$/, '')
  return target === '..' || target.startsWith('../') ? undefined : target
}

async function entryAt(path: string, tree: Tree): Promise<DirectoryEntry['type'] | undefined> {
  if (path === '.') return 'directory'
  const entries = await listed(posix.dirname(path), tree)
  return entries.find((entry) => entry.path === path)?.type
}

/** The one kustomization of a directory. Two of them, or a link, are not what kustomize and the gate would both read. */
async function kustomizationOf(directory: string, tree: Tree, { foreign }: Found): Promise<string | undefined> {
  const entries = await listed(directory, tree)
  const named = entries.filter(({ path }) => KUSTOMIZATION_NAMES.some((name) => name === posix.basename(path)))
  const [first] = named
  for (const { path, type } of named) if (type !== 'file') foreign.add(`${path} is a ${type}`)
  if (named.length > 1) foreign.add(`${directory} has ${named.map(({ path }) => posix.basename(path)).join(' and ')}`)
  return named.length === 1 && first?.type === 'file' ? first.path : undefined
}

/** A path through a link or a submodule leads to nothing that may be read here. */
async function listed(directory: string, tree: Tree): Promise<readonly DirectoryEntry[]> {
  try {
    return await tree.list(directory)
  } catch (error) {
    if (asPromoError(error).code === 'forge-path-refused') return []
    throw error
  }
}
