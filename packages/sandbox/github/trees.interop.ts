import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { writeBlob } from './git-objects.ts'
import { createBareRepository, type Git } from './git.ts'
import { entryIn, listTree, writeTree } from './trees.ts'

let directory: string
let git: Git
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-trees-'))
  git = await createBareRepository(join(directory, 'r.git'), 'main')
})
afterAll(() => rm(directory, { recursive: true, force: true }))

// Names around the place where Git's order differs from that of plain strings: `a.b` sorts before the directory `a`.
const name = fc.constantFrom('a', 'a.b', 'a-b', 'a0', 'b', 'ü', 'z z')
const paths = fc.uniqueArray(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  { minLength: 1, maxLength: 8 },
)

function withoutPrefixes(all: readonly string[]): readonly string[] {
  return all.filter((path) => !all.some((other) => other.startsWith(`${path}/`)))
}

test('writes the trees that git itself writes for the same files', async () => {
  await fc.assert(
    fc.asyncProperty(paths, async (all) => {
      const files = withoutPrefixes(all)
      const sha = await writeBlob(git, Buffer.from('x'))
      const tree = await writeTree(
        git,
        undefined,
        files.map((path) => ({ path, mode: '100644', sha })),
      )
      const env = { GIT_INDEX_FILE: join(directory, 'index') }
      await git.run(['read-tree', '--empty'], { env })
      const input = files.map((path) => `100644 ${sha}\t${path}\0`).join('')
      await git.run(['update-index', '-z', '--index-info'], { env, input })
      expect(tree).toBe(await git.text(['write-tree'], { env }))
    }),
    { numRuns: 12 },
  )
}, 30_000)

test('gives back what was put in, and the base tree when it is taken out again', async () => {
  await fc.assert(
    fc.asyncProperty(paths, async (all) => {
      const sha = await writeBlob(git, Buffer.from('x'))
      const base = await writeTree(git, undefined, [{ path: 'keep/me', mode: '100755', sha }])
      const files = withoutPrefixes(all)
      const tree = await writeTree(
        git,
        base,
        files.map((path) => ({ path, mode: '100644', sha })),
      )
      const listed = (await listTree(git, tree, { recursive: true })).filter(({ type }) => type === 'blob')
      expect(listed.map(({ path }) => path).sort()).toEqual(['keep/me', ...files].sort())
      expect(await entryIn(git, tree, 'keep/me')).toMatchObject({ mode: '100755', size: 1 })
      const removed = files.map((path) => ({ path, mode: '100644', sha: null }))
      expect(await writeTree(git, tree, removed)).toBe(base)
    }),
    { numRuns: 50 },
  )
}, 30_000)
