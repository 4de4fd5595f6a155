import { realpathSync } from 'node:fs'
import path from 'node:path'
import { runnerError } from '../errors.ts'

/**
 * The absolute path of something that exists. A relative path starts at the workspace and may not lead out of it, by a
 * symbolic link either: the checkout can hold anything. An absolute path is taken as it is. Throws `path-refused`.
 */
export function workspacePath(given: string, workspace: string): string {
  const file = path.resolve(workspace, given)
  const real = realpath(file)
  const shown = given.slice(0, 200)
  if (real === undefined) throw runnerError('path-refused', { path: shown }, `there is no ${JSON.stringify(shown)}`)
  if (path.isAbsolute(given) || isInside(real, realpathSync(workspace))) return file
  throw runnerError('path-refused', { path: shown }, `${JSON.stringify(shown)} leads out of the workspace`)
}

/** True when the file is the directory or lies in it; both absolute, compared part by part. */
export function isInside(file: string, directory: string): boolean {
  const relative = path.relative(directory, file)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

function realpath(file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch {
    return undefined
  }
}
