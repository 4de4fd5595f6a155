import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cliError } from '../errors.ts'
import { ROOT } from '../repository-root.ts'

/** Copies what GitHub would serve of promo itself: the public action folders, their bundles and the reusable workflows. */
export function copyPromo(directory: string): void {
  if (!existsSync(join(ROOT, 'dist', 'plan.js'))) throw cliError('bundles-missing', {}, 'dist/ holds no bundles')
  const actions = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'action.yml')))
  for (const name of [...actions, 'dist']) cpSync(join(ROOT, name), join(directory, name), { recursive: true })
  mkdirSync(join(directory, '.github'), { recursive: true })
  cpSync(join(ROOT, '.github', 'workflows'), join(directory, '.github', 'workflows'), { recursive: true })
}

/** Copies one of the examples, as a user would start from it. */
export function copyExample(name: string, directory: string): void {
  cpSync(join(ROOT, 'workflows-examples', name), directory, { recursive: true })
}
