import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The top folder of the repository. */
export const ROOT = join(import.meta.dirname, '..')

/** Names of the actions: the folders of `actions/` that have a `main.ts`, sorted. */
export function actionNames(): readonly string[] {
  const folder = join(ROOT, 'actions')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'main.ts')))
    .sort()
}
