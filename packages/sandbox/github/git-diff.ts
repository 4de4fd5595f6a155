import type { Git } from './git.ts'
import { remember } from './object-store.ts'

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

/** What changed between two trees or commits (full ids), renames found, in path order: the `files` of a pull request, commit or compare. */
export function diffFiles(git: Git, from: string, to: string): Promise<readonly FileChange[]> {
  return remember(git, ['diff', from, to], async () => {
    const tree = ['diff-tree', '-r', '-z', '-M', '--no-commit-id', '--raw', '--numstat', '--no-abbrev', from, to]
    const text = (await git.run(tree)).toString('utf8')
    const changes = parseRaw(text)
    const counts = lineCounts(text.split('\0').slice(fieldsOf(changes)))
    return changes.map((change) => {
      const [additions = 0, deletions = 0] = counts.get(change.path) ?? []
      return { ...change, additions, deletions }
    })
  })
}

/** The same with each file's hunks. */
export async function diffWithPatches(git: Git, from: string, to: string): Promise<readonly FileChange[]> {
  const files = await diffFiles(git, from, to)
  const text = await git.text(['diff-tree', '-r', '-p', '-M', '--no-commit-id', from, to])
  const sections = text === '' ? [] : text.split(/^(?=diff --git )/m)
  // A changed file type makes two sections: then they cannot be told apart by order alone.
  if (sections.length !== files.length) return files
  return files.map((file, index) => withPatch(file, at(sections, index)))
}

function withPatch(file: FileChange, section: string): FileChange {
  const start = section.indexOf('\n@@')
  return start < 0 ? file : { ...file, patch: section.slice(start + 1).replace(/\n$/, '') }
}

function fieldsOf(changes: readonly RawChange[]): number {
  return changes.reduce((sum, { previousPath }) => sum + (previousPath === undefined ? 2 : 3), 0)
}

type RawChange = Omit<FileChange, 'additions' | 'deletions' | 'patch'>

function parseRaw(text: string): readonly RawChange[] {
  const fields = text.split('\0')
  const changes: RawChange[] = []
  let index = 0
  while (at(fields, index).startsWith(':')) {
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
function lineCounts(fields: readonly string[]): ReadonlyMap<string, readonly [number, number]> {
  const counts = new Map<string, readonly [number, number]>()
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
