import { ZERO_SHA, type Git } from './git.ts'

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

export interface TreeEntry {
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly path: string
  /** Bytes of a blob. */
  readonly size?: number
}

export interface NewTreeEntry {
  readonly mode: string
  readonly type: string
  readonly sha: string
  readonly path: string
}

export interface NewCommit {
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: Signature
  readonly committer: Signature
}

/** The object an expression names, peeled to `type`; undefined when there is none. */
export async function resolveObject(git: Git, expression: string, type = 'commit'): Promise<string | undefined> {
  if (expression.startsWith('-')) return undefined
  const { code, stdout } = await git.attempt(['rev-parse', '--verify', '--quiet', `${expression}^{${type}}`])
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

/** A branch, a tag, a `refs/…` or `heads/…` name, or a commit id, as the `ref` of a REST call may be. */
export async function resolveRef(git: Git, ref: string): Promise<string | undefined> {
  const candidates = /^[0-9a-f]{40}$/.test(ref) ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`]
  if (ref.startsWith('refs/')) candidates.unshift(ref)
  if (/^[0-9a-f]{7,39}$/.test(ref)) candidates.push(ref)
  for (const candidate of candidates) {
    const found = await resolveObject(git, candidate)
    if (found !== undefined) return found
  }
  return undefined
}

export async function objectType(git: Git, sha: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return undefined
  const { code, stdout } = await git.attempt(['cat-file', '-t', sha])
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

export async function readCommit(git: Git, sha: string): Promise<CommitObject> {
  const text = (await git.run(['cat-file', 'commit', sha])).toString('utf8')
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

export async function listTree(
  git: Git,
  tree: string,
  options: { recursive?: boolean } = {},
): Promise<readonly TreeEntry[]> {
  const recursive = options.recursive === true ? ['-r', '-t'] : []
  const text = (await git.run(['ls-tree', '-z', '-l', ...recursive, tree])).toString('utf8')
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map(parseTreeLine)
}

function parseTreeLine(line: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', sha = '', size = '-'] = line.slice(0, tab).split(/ +/)
  const kind = type === 'tree' || type === 'commit' ? type : 'blob'
  const entry: TreeEntry = { mode, type: kind, sha, path: line.slice(tab + 1) }
  return size === '-' ? entry : { ...entry, size: Number(size) }
}

/** The entry at a path of a commit or tree; undefined when it is not there. */
export async function entryAt(git: Git, commit: string, path: string): Promise<TreeEntry | undefined> {
  const text = (await git.run(['ls-tree', '-z', '-l', commit, '--', path])).toString('utf8')
  const [line = ''] = text.split('\0')
  if (line === '') return undefined
  const entry = parseTreeLine(line)
  return entry.path === path ? entry : undefined
}

export function readBlob(git: Git, sha: string): Promise<Buffer> {
  return git.run(['cat-file', 'blob', sha])
}

export function writeBlob(git: Git, content: Uint8Array): Promise<string> {
  return git.text(['hash-object', '-w', '--stdin'], { input: content })
}

/**
 * A tree made from `base` with entries added, replaced, or (sha null) removed, at any depth.
 * A scratch index does what GitHub's `base_tree` does.
 */
export async function writeTree(
  git: Git,
  base: string | undefined,
  entries: readonly (Omit<NewTreeEntry, 'sha'> & { readonly sha: string | null })[],
  scratch: string,
): Promise<string> {
  const env = { GIT_INDEX_FILE: scratch }
  await git.run(base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], { env })
  for (const entry of entries.filter(({ type, sha }) => type === 'tree' && sha !== null)) {
    await git.run(['read-tree', `--prefix=${entry.path}/`, entry.sha ?? ''], { env })
  }
  const lines = entries
    .filter(({ type }) => type !== 'tree')
    .map(({ mode, sha, path }) => (sha === null ? `0 ${ZERO_SHA}\t${path}` : `${mode} ${sha}\t${path}`))
  await git.run(['update-index', '-z', '--index-info'], { env, input: lines.map((line) => `${line}\0`).join('') })
  return git.text(['write-tree'], { env })
}

export function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent])
  const env = {
    ...signatureEnvironment('AUTHOR', commit.author),
    ...signatureEnvironment('COMMITTER', commit.committer),
  }
  return git.text(['commit-tree', commit.tree, ...parents], { env, input: commit.message })
}

function signatureEnvironment(role: 'AUTHOR' | 'COMMITTER', signature: Signature): Record<string, string> {
  return {
    [`GIT_${role}_NAME`]: signature.name,
    [`GIT_${role}_EMAIL`]: signature.email,
    [`GIT_${role}_DATE`]: `${Math.floor(Date.parse(signature.date) / 1000)} +0000`,
  }
}

/** Moves a ref if it still holds `before` (forty zeros: must not exist; after forty zeros: delete); false when it moved. */
export async function compareAndSwapRef(git: Git, ref: string, after: string, before: string): Promise<boolean> {
  const args = after === ZERO_SHA ? ['update-ref', '-d', ref, before] : ['update-ref', ref, after, before]
  return (await git.attempt(args)).code === 0
}

export async function setRef(git: Git, ref: string, sha: string): Promise<void> {
  await git.run(['update-ref', ref, sha])
}

/** name → object id of every ref, tags not peeled. */
export async function listRefs(git: Git, prefix = 'refs/'): Promise<ReadonlyMap<string, string>> {
  const text = await git.text(['for-each-ref', '--format=%(objectname) %(refname)', prefix])
  const pairs = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(41), line.slice(0, 40)] as const)
  return new Map(pairs)
}

export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  return (await git.attempt(['merge-base', '--is-ancestor', ancestor, descendant])).code === 0
}

export async function mergeBase(git: Git, one: string, other: string): Promise<string | undefined> {
  const { code, stdout } = await git.attempt(['merge-base', one, other])
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

/** Commits reachable from `to` and not from `from`, oldest first. */
export async function commitsBetween(git: Git, from: string | undefined, to: string): Promise<readonly string[]> {
  const range = from === undefined ? [to] : [`${from}..${to}`]
  const text = await git.text(['rev-list', '--reverse', '--topo-order', ...range])
  return text === '' ? [] : text.split('\n')
}
