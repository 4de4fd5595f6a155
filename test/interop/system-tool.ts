import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from '../../scripts/root.ts'

/** Where a distribution puts its programs, daemons among them; a PATH may have others before them, and no daemons. */
const PLACES = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/usr/local/sbin']

/**
 * Path of a program that the distribution gives (`tools/system-packages.txt`): it cannot be locked as a module. Throws with
 * its package when it is not installed: a suite without its tool has failed, not passed.
 */
export function systemTool(name: string): string {
  const directories = [...PLACES, ...(process.env['PATH'] ?? '').split(delimiter)]
  const path = directories.map((directory) => join(directory, name)).find(isExecutable)
  if (path !== undefined) return path
  throw new Error(`${name} is not installed: run \`apt-get install -y --no-install-recommends ${packageOf(name)}\``)
}

function packageOf(name: string): string {
  const rows = readFileSync(join(ROOT, 'tools', 'system-packages.txt'), 'utf8').split('\n')
  return rows.map((row) => row.split(/\s+/)).find(([program]) => program === name)?.[1] ?? name
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
