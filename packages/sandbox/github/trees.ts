import { readObject, writeObject } from './object-store.ts'
import type { Git } from './git.ts'

export interface TreeEntry {
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly path: string
  /** Bytes of a blob. */
  readonly size?: number
}

/** An entry to put into a tree, at any depth; `sha` null removes it. */
export interface TreeChange {
  readonly path: string
  readonly mode: string
  readonly sha: string | null
}

interface Item {
  readonly mode: string
  readonly name: string
  readonly sha: string
}

const TREE_MODE = '40000'

/** gitformat-pack: `<mode> <name>\0` and twenty bytes of id, again and again. */
async function readItems(git: Git, tree: string): Promise<readonly Item[]> {
  const bytes = (await readObject(git, tree))?.bytes ?? Buffer.alloc(0)
  const items: Item[] = []
  for (let offset = 0; offset < bytes.length;) {
    const space = bytes.indexOf(0x20, offset)
    const end = bytes.indexOf(0, space)
    items.push({
      mode: bytes.toString('latin1', offset, space),
      name: bytes.toString('utf8', space + 1, end),
      sha: bytes.toString('hex', end + 1, end + 21),
    })
    offset = end + 21
  }
  return items
}

export async function listTree(
  git: Git,
  tree: string,
  options: { recursive?: boolean; under?: string } = {},
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = []
  for (const item of await readItems(git, tree)) {
    const path = options.under === undefined ? item.name : `${options.under}/${item.name}`
    const entry = await entryOf(git, item, path)
    entries.push(entry)
    if (entry.type === 'tree' && options.recursive === true) {
      entries.push(...(await listTree(git, entry.sha, { recursive: true, under: path })))
    }
  }
  return entries
}

async function entryOf(git: Git, { mode, sha }: Item, path: string): Promise<TreeEntry> {
  if (mode === TREE_MODE) return { mode: '040000', type: 'tree', sha, path }
  if (mode === '160000') return { mode, type: 'commit', sha, path }
  return { mode, type: 'blob', sha, path, size: (await readObject(git, sha))?.bytes.length ?? 0 }
}

/** The entry at a path of a tree; undefined when it is not there. */
export async function entryIn(git: Git, tree: string, path: string): Promise<TreeEntry | undefined> {
  const [name = '', ...rest] = path.split('/')
  const item = (await readItems(git, tree)).find((one) => one.name === name)
  if (item === undefined) return undefined
  if (rest.length === 0) return entryOf(git, item, path)
  if (item.mode !== TREE_MODE) return undefined
  const inner = await entryIn(git, item.sha, rest.join('/'))
  return inner === undefined ? undefined : { ...inner, path }
}

/** A tree made from `base` with entries added, replaced or removed; directories left empty go, as Git has none. */
export async function writeTree(git: Git, base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
  const items = new Map(
    (base === undefined ? [] : await readItems(git, base)).map((item) => [item.name, item] as const),
  )
  for (const { path, mode, sha } of changes.filter((change) => !change.path.includes('/'))) {
    if (sha === null) items.delete(path)
    else items.set(path, { mode: mode.replace(/^0/, ''), name: path, sha })
  }
  for (const [name, inner] of groupByDirectory(changes)) {
    const known = items.get(name)
    const sha = await writeTree(git, known?.mode === TREE_MODE ? known.sha : undefined, inner)
    if ((await readItems(git, sha)).length === 0) items.delete(name)
    else items.set(name, { mode: TREE_MODE, name, sha })
  }
  return writeObject(git, 'tree', Buffer.concat([...items.values()].sort(inGitOrder).map(encode)))
}

function groupByDirectory(changes: readonly TreeChange[]): ReadonlyMap<string, readonly TreeChange[]> {
  const groups = new Map<string, TreeChange[]>()
  for (const change of changes) {
    const slash = change.path.indexOf('/')
    if (slash < 0) continue
    const name = change.path.slice(0, slash)
    const group = groups.get(name) ?? []
    group.push({ ...change, path: change.path.slice(slash + 1) })
    groups.set(name, group)
  }
  return groups
}

/** Bytewise, a directory as if its name ended in a slash. */
function inGitOrder(one: Item, other: Item): number {
  return Buffer.compare(sortKey(one), sortKey(other))
}

function sortKey({ mode, name }: Item): Buffer {
  return Buffer.from(mode === TREE_MODE ? `${name}/` : name)
}

function encode({ mode, name, sha }: Item): Buffer {
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, 'hex')])
}
