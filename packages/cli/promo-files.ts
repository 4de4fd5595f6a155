import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliError } from './errors.ts'
import { ROOT } from './repository-root.ts'

/** The repository name under which the sandbox publishes this checkout, as the examples call it. */
export const PROMO = 'org/promo'

/** Copies what GitHub would serve of promo itself: the public action folders, their bundles and the reusable workflows. */
export function copyPromo(directory: string): void {
  if (!existsSync(join(ROOT, 'dist', 'plan.js'))) throw cliError('bundles-missing', {}, 'dist/ holds no bundles')
  const actions = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'action.yml')))
  for (const name of [...actions, 'action.yml', 'dist'])
    cpSync(join(ROOT, name), join(directory, name), { recursive: true })
  const workflows = join('.github', 'workflows')
  mkdirSync(join(directory, workflows), { recursive: true })
  for (const name of readdirSync(join(ROOT, workflows)).filter(isReusable))
    cpSync(join(ROOT, workflows, name), join(directory, workflows, name))
}

/** The repository's own workflows stay behind: nobody calls them. */
function isReusable(name: string): boolean {
  return /^\s+workflow_call:/m.test(readFileSync(join(ROOT, '.github', 'workflows', name), 'utf8'))
}
