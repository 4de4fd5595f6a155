import { definedErrors, type DefinedError } from '@promo/core'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { actionNames } from '../root.ts'
import { layers, type Layer } from '../layers.ts'

/** Their codes are for people at a terminal, and loading them starts more than codes. */
const UNDOCUMENTED: readonly Layer[] = ['sandbox', 'cli']

/** Loads every package and every action's own codes, and gives all codes declared by then, by area and code. */
export async function collectErrors(root: string): Promise<readonly DefinedError[]> {
  const packages = layers.filter((layer) => !UNDOCUMENTED.includes(layer)).map((layer) => `packages/${layer}/index.ts`)
  const own = [
    'packages/cli/errors.ts',
    'actions/errors.ts',
    ...actionNames().map((name) => `actions/${name}/errors.ts`),
  ]
  const present = [...packages, ...own].map((path) => join(root, path)).filter((path) => existsSync(path))
  for (const path of present) await import(pathToFileURL(path).href)
  return definedErrors()
}
