import { readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { GoCaches } from './go.ts'

/** Building every tool fills Go's caches with about 22 GB; below twice that nothing is left lying about. */
const TIGHT_BYTES = 40e9

/**
 * Caches of one run alone, to be removed after it, on a CI machine (`CI` is set) or a tight disk; otherwise undefined:
 * Go's shared caches, which make the next build quick.
 */
export function privateCaches(directory: string, environment: NodeJS.ProcessEnv): GoCaches | undefined {
  if ((environment.CI ?? '') === '' && freeBytes(directory) > TIGHT_BYTES) return undefined
  const root = join(directory, `.go-${String(process.pid)}`)
  return { build: join(root, 'build'), modules: join(root, 'modules') }
}

export function removeCaches(caches: GoCaches | undefined): void {
  if (caches === undefined) return
  rmSync(join(caches.build, '..'), { recursive: true, force: true })
}

/** No run takes half a day; what is older was left by one that was killed. */
const LEFTOVER_MILLISECONDS = 12 * 3600 * 1000

/** Removes the private caches and half-built tools of killed runs. */
export function removeLeftovers(directory: string, now: Date): void {
  for (const name of readdirSync(directory)) {
    if (!/^\.(go|staging)-/.test(name)) continue
    const path = join(directory, name)
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity }
    const age = now.getTime() - mtimeMs
    if (age > LEFTOVER_MILLISECONDS) rmSync(path, { recursive: true, force: true })
  }
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}
