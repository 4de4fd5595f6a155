import { constants } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { builderError } from './errors.ts'

/** Paths of a build that is to be made again, absolute. */
export interface RebuildPaths {
  readonly workspace: string
  readonly context: string
  readonly layout: string
}

/**
 * Copies the workspace as it is before the first build, links as links and with the times of the files, and gives the same
 * paths in the copy: there the repository's command finds nothing that its first run left. The directory must not exist.
 * Throws `rebuild-outside-workspace` for paths that a copy would not hold.
 */
export async function copyWorkspace(paths: RebuildPaths, directory: string): Promise<RebuildPaths> {
  const { workspace } = paths
  const inCopy = (path: string): string => {
    const within = relative(workspace, path)
    if (within !== '..' && !within.startsWith(`..${sep}`) && resolve(workspace, within) === path)
      return join(directory, within)
    throw builderError('rebuild-outside-workspace', { path }, `${path} is not below the workspace`)
  }
  const copy = { workspace: directory, context: inCopy(paths.context), layout: inCopy(paths.layout) }
  await cp(workspace, directory, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    errorOnExist: true,
    force: false,
  })
  return copy
}
