import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root.ts'

export interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** The folders of `packages/`, sorted. */
export const packageNames: readonly string[] = readdirSync(join(ROOT, 'packages'))
  .filter((name) => existsSync(join(ROOT, 'packages', name, 'package.json')))
  .sort()

const read = (...path: string[]): Manifest => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')) as Manifest

export const rootManifest = read('package.json')

const manifests = new Map(packageNames.map((name) => [name, read('packages', name, 'package.json')]))

/** The package.json of one workspace package; an empty one when there is no such package. */
export function manifestOf(name: string): Manifest {
  return manifests.get(name) ?? { name: '' }
}
