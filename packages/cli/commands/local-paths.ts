import { resolve } from 'node:path'

/** Inputs that name a file or directory of this machine. */
const PATHS = new Set([
  'context',
  'layout',
  'layout-output',
  'overlay',
  'path',
  'predicate',
  'release',
  'sbom',
  'signing-config',
  'tool-directory',
  'trusted-root',
])

function localPath(name: string, value: string): string {
  const climbs = PATHS.has(name) && /^\.\.(?:[\\/]|$)/.test(value) && !value.includes('\n')
  return climbs ? resolve(value) : value
}

/**
 * A workflow may not leave its workspace by `..`; a person at a terminal may go anywhere, and says so by the path itself:
 * it becomes an absolute one.
 */
export function localPaths(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, localPath(name, value)]))
}
