import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '@promo/process'
import { ROOT } from '../../../scripts/root.ts'

/** Where a distribution puts its programs; a PATH may have others before them. */
const PLACES = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/usr/local/sbin'].join(':')

/** Path of a program of `tools/system-packages.txt`. Throws with its package when it is missing: a suite without it has failed. */
export async function systemProgram(name: string): Promise<string> {
  const path = await findProgram(name, PLACES)
  if (path !== undefined) return path
  const list = readFileSync(join(ROOT, 'tools', 'system-packages.txt'), 'utf8')
  const row = list.split('\n').find((line) => line.startsWith(`${name} `))
  throw new Error(`${name} is not installed: run \`apt-get install ${row?.split(/\s+/)[1] ?? name}\``)
}

/** How a program is started that needs root. */
export function asRoot(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  return process.getuid?.() === 0 ? [program, args] : ['sudo', ['--non-interactive', program, ...args]]
}
