import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runnerError } from '../runner/errors.ts'
import type { Sources } from '../runner/sources.ts'

/** A commit id that no repository has: what stands in a folder is not committed. */
const WORK_TREE = '0'.repeat(40)

/** Folders as repositories: every branch, tag and commit of one is what stands in its folder now. */
export function directorySources(repositories: ReadonlyMap<string, string>): Sources {
  const folderOf = (repository: string): string => {
    const folder = repositories.get(repository)
    if (folder !== undefined) return folder
    throw runnerError('workflow-missing', { repository }, `no folder is given for ${repository}`)
  }
  return {
    resolveCommit: async (repository, ref) => {
      if (!repositories.has(repository)) return undefined
      return ref.startsWith('refs/') ? WORK_TREE : ref
    },
    tagObject: async () => undefined,
    readFile: async (repository, _commit, path) => readFile(join(folderOf(repository), path)).catch(() => undefined),
    listFiles: async (repository, _commit, directory) => {
      const entries = await readdir(join(folderOf(repository), directory), { withFileTypes: true }).catch(() => [])
      return entries.filter((entry) => entry.isFile()).map(({ name }) => `${directory}/${name}`)
    },
    changedPaths: async () => [],
    exportTree: async () => undefined,
  }
}
