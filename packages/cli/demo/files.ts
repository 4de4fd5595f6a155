import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../repository-root.ts'

export { copyPromo } from '../promo-files.ts'

/** Copies one of the examples, as a user would start from it. */
export function copyExample(name: string, directory: string): void {
  cpSync(join(ROOT, 'workflows-examples', name), directory, { recursive: true })
}
