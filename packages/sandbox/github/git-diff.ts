import type { Git } from './git.ts'

/** The tree of no files, known to every git. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

export interface FileChange {
  readonly path: string
  readonly previousPath?: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  readonly patch?: string
}

const STATUS: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
}

/** What changed between two trees or commits, renames found, in path order: the `files` of a pull request, commit or compare. */
export async function diffFiles(
  git: Git,
  from: string,
  to: string,
  options: { patches?: boolean } = {},
): Promise<readonly FileChange[]> {
  const base = ['diff-tree', '-r', '-z', '-M', '--no-commit-id']
  const raw = (await git.run([...base, '--raw', '--no-abbrev', from, to])).toString('utf8')
  const counts = lineCounts((await git.run([...base, '--numstat', from, to])).toString('utf8'))
  const changes = parseRaw(raw)
  return Promise.all(
    changes.map(async (change) => {
      const [additions = 0, deletions = 0] = counts.get(change.path) ?? []
      const patch = options.patches === true ? await patchOf(git, from, to, change) : undefined
      return { ...change, additions, deletions, ...(patch === undefined ? {} : { patch }) }
    }),
  )
}

type RawChange = Omit<FileChange, 'additions' | 'deletions' | 'patch'>

function parseRaw(text: string): readonly RawChange[] {
  const fields = text.split('\0')
  const changes: RawChange[] = []
  let index = 0
  while (at(fields, index) !== '') {
    const change = rawChange(at(fields, index).split(' '), at(fields, index + 1), at(fields, index + 2))
    changes.push(change)
    index += change.previousPath === undefined ? 2 : 3
  }
  return changes
}

/** `:mode mode sha sha letter`, then one path, or two for a rename or copy. */
function rawChange(columns: readonly string[], first: string, second: string): RawChange {
  const status = STATUS[at(columns, 4).charAt(0)] ?? 'changed'
  const sha = at(columns, status === 'removed' ? 2 : 3)
  const twoPaths = status === 'renamed' || status === 'copied'
  return twoPaths ? { path: second, previousPath: first, status, sha } : { path: first, status, sha }
}

/** `added TAB deleted TAB path NUL`, or for a rename `added TAB deleted TAB NUL old NUL new NUL`; binary files have `-`. */
function lineCounts(text: string): ReadonlyMap<string, readonly [number, number]> {
  const counts = new Map<string, readonly [number, number]>()
  const fields = text.split('\0')
  let index = 0
  while (at(fields, index) !== '') {
    const columns = at(fields, index).split('\t')
    const renamed = at(columns, 2) === ''
    const path = renamed ? at(fields, index + 2) : at(columns, 2)
    counts.set(path, [Number(at(columns, 0)) || 0, Number(at(columns, 1)) || 0])
    index += renamed ? 3 : 1
  }
  return counts
}

function at(fields: readonly string[], index: number): string {
  return fields[index] ?? ''
}

async function patchOf(git: Git, from: string, to: string, change: RawChange): Promise<string | undefined> {
  const paths = change.previousPath === undefined ? [change.path] : [change.previousPath, change.path]
  const text = await git.text(['diff-tree', '-r', '-p', '-M', '--no-commit-id', from, to, '--', ...paths])
  const start = text.indexOf('\n@@')
  return start < 0 ? undefined : text.slice(start + 1)
}
