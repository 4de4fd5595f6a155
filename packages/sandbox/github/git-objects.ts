import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ZERO_SHA, type Git } from './git.ts'
import { listLooseRefs, swapLooseRef } from './loose-refs.ts'
import { readObject, remember, writeObject } from './object-store.ts'
import { entryIn, type TreeEntry } from './trees.ts'

export interface Signature {
  readonly name: string
  readonly email: string
  /** RFC 3339 in UTC. */
  readonly date: string
}

export interface CommitObject {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Signature
  readonly committer: Signature
}

/** The object of a full id or `refs/…` name, peeled to `type`; undefined when there is none. */
export async function resolveObject(git: Git, name: string, type = 'commit'): Promise<string | undefined> {
  const sha = name.startsWith('refs/') ? await readRef(git, name) : name
  return sha === undefined ? undefined : peel(git, sha, type)
}

async function peel(git: Git, sha: string, type: string): Promise<string | undefined> {
  const object = await readObject(git, sha)
  if (object === undefined || object.type === type) return object === undefined ? undefined : sha
  const inner = /^(?:object|tree) ([0-9a-f]{40})$/m.exec(object.bytes.toString('utf8', 0, 60))?.[1]
  return object.type === 'blob' || object.type === 'tree' || inner === undefined ? undefined : peel(git, inner, type)
}

/** A loose ref is a file; a packed one is asked of git. */
async function readRef(git: Git, ref: string): Promise<string | undefined> {
  if (ref.split('/').some((part) => part === '' || part.startsWith('.'))) return undefined
  try {
    return (await readFile(join(git.path, ref), 'utf8')).trim()
  } catch {
    if (!existsSync(join(git.path, 'packed-refs'))) return undefined
    const { code, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', ref])
    return code === 0 ? stdout.toString('utf8').trim() : undefined
  }
}

/** A branch, a tag, a `refs/…` or `heads/…` name, or a commit id, as the `ref` of a REST call may be. */
export async function resolveRef(git: Git, ref: string): Promise<string | undefined> {
  const candidates = /^[0-9a-f]{40}$/.test(ref) ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`]
  if (ref.startsWith('refs/')) candidates.unshift(ref)
  for (const candidate of candidates) {
    const found = await resolveObject(git, candidate)
    if (found !== undefined) return found
  }
  return /^[0-9a-f]{7,39}$/.test(ref) ? abbreviated(git, ref) : undefined
}

async function abbreviated(git: Git, prefix: string): Promise<string | undefined> {
  const { code, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', `${prefix}^{commit}`])
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

export async function objectType(git: Git, sha: string): Promise<string | undefined> {
  return (await readObject(git, sha))?.type
}

export async function readCommit(git: Git, sha: string): Promise<CommitObject> {
  const text = ((await readObject(git, sha))?.bytes ?? Buffer.alloc(0)).toString('utf8')
  const split = text.indexOf('\n\n')
  const headers = text.slice(0, split).split('\n')
  const valuesOf = (name: string): readonly string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  return {
    sha,
    tree: valuesOf('tree')[0] ?? ZERO_SHA,
    parents: valuesOf('parent'),
    author: parseSignature(valuesOf('author')[0] ?? ''),
    committer: parseSignature(valuesOf('committer')[0] ?? ''),
    message: text.slice(split + 2).replace(/\n$/, ''),
  }
}

function parseSignature(text: string): Signature {
  const found = /^(?<name>.*?) ?<(?<email>[^>]*)> (?<time>\d+) [+-]\d{4}$/.exec(text)?.groups
  const seconds = Number(found?.['time'] ?? 0)
  return {
    name: found?.['name'] ?? '',
    email: found?.['email'] ?? '',
    date: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
  }
}

/** The entry at a path of a commit; undefined when it is not there. */
export async function entryAt(git: Git, commit: string, path: string): Promise<TreeEntry | undefined> {
  return entryIn(git, (await readCommit(git, commit)).tree, path)
}

export async function readBlob(git: Git, sha: string): Promise<Buffer> {
  return (await readObject(git, sha))?.bytes ?? Buffer.alloc(0)
}

export function writeBlob(git: Git, content: Uint8Array): Promise<string> {
  return writeObject(git, 'blob', content)
}

export function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${signatureLine(commit.author)}`,
    `committer ${signatureLine(commit.committer)}`,
  ]
  return writeObject(git, 'commit', Buffer.from(`${lines.join('\n')}\n\n${commit.message}\n`))
}

/** Git leaves out what would end the field. */
function signatureLine({ name, email, date }: Signature): string {
  const clean = (text: string): string => text.replaceAll(/[<>\n\0]/g, '')
  return `${clean(name)} <${clean(email)}> ${Math.floor(Date.parse(date) / 1000)} +0000`
}

/** Moves a ref if it still holds `before` (forty zeros: must not exist; after forty zeros: delete); false when it moved. */
export async function compareAndSwapRef(git: Git, ref: string, after: string, before: string): Promise<boolean> {
  const swapped = await swapLooseRef(git, ref, after, before)
  if (swapped !== undefined) return swapped
  const args = after === ZERO_SHA ? ['update-ref', '-d', ref, before] : ['update-ref', ref, after, before]
  return (await git.attempt(args)).code === 0
}

export async function setRef(git: Git, ref: string, sha: string): Promise<void> {
  if ((await swapLooseRef(git, ref, sha, undefined)) !== true) await git.run(['update-ref', ref, sha])
}

/** name → object id of every ref, tags not peeled, sorted by name. */
export async function listRefs(git: Git, prefix = 'refs/'): Promise<ReadonlyMap<string, string>> {
  const loose = await listLooseRefs(git)
  if (loose !== undefined) return new Map(loose.filter(([ref]) => isUnder(ref, prefix)))
  const text = await git.text(['for-each-ref', '--format=%(objectname) %(refname)', prefix])
  const pairs = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(41), line.slice(0, 40)] as const)
  return new Map(pairs)
}

function isUnder(ref: string, prefix: string): boolean {
  return ref === prefix || ref.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}

export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  // Most pushes add one commit: what it says itself needs no search.
  if ((await readCommit(git, descendant)).parents.includes(ancestor)) return true
  return (await mergeBase(git, ancestor, descendant)) === ancestor
}

/** Both ends are full commit ids. */
export function mergeBase(git: Git, one: string, other: string): Promise<string | undefined> {
  return remember(git, ['merge-base', one, other], async () => {
    const { code, stdout } = await git.attempt(['merge-base', one, other])
    return code === 0 ? stdout.toString('utf8').trim() : undefined
  })
}

/** Commits reachable from `to` and not from `from` (full ids), oldest first. */
export function commitsBetween(git: Git, from: string | undefined, to: string): Promise<readonly string[]> {
  const range = from === undefined ? to : `${from}..${to}`
  return remember(git, ['rev-list', range], async () => {
    const { parents } = await readCommit(git, to)
    if (parents.length === (from === undefined ? 0 : 1) && parents[0] === from) return [to]
    const text = await git.text(['rev-list', '--reverse', '--topo-order', range])
    return text === '' ? [] : text.split('\n')
  })
}
