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

/**
 * A workflow may not leave its workspace by `..`; a person at a terminal may go anywhere, and says so by the path itself:
 * it becomes an absolute one.
 */
export function localPath(name: string, value: string): string {
  const climbs = PATHS.has(name) && /^\.\.(?:[\\/]|$)/.test(value) && !value.includes('\n')
  return climbs ? resolve(value) : value
}
