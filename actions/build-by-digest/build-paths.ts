import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { workspacePath } from '@promo/runner'
import { actionError } from '../errors.ts'

/** The context, absolute. Throws `path-refused`, `context-invalid`. */
export async function contextDirectory(given: string, workspace: string): Promise<string> {
  const directory = workspacePath(given, workspace)
  if ((await stat(directory)).isDirectory()) return directory
  throw actionError('context-invalid', { context: given }, `${JSON.stringify(given)} is no directory`)
}

/**
 * The Dockerfile, absolute: a path in the context, as promo.yaml and compose name it, else one in the workspace, as
 * docker/build-push-action does; so it may lie outside the context. Throws `dockerfile-missing`.
 */
export async function dockerfilePath(given: string, context: string, workspace: string): Promise<string> {
  for (const directory of [context, workspace]) {
    const path = resolve(directory, given)
    if ((await stat(path).catch(() => undefined))?.isFile() === true) return path
  }
  throw actionError(
    'dockerfile-missing',
    { file: given },
    `there is no ${JSON.stringify(given)} in context or workspace`,
  )
}
