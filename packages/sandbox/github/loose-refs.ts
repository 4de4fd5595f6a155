import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ZERO_SHA, type Git } from './git.ts'
import { readObject } from './object-store.ts'

/** Names about which git has no doubt (git check-ref-format): all others are left to git itself. */
const PLAIN = /^refs\/(?:heads|tags|pull)(?:\/[A-Za-z0-9][\w-]*)+$/

/**
 * Moves a ref as git does to a loose one (lockfile API): written to `<ref>.lock`, compared, renamed. It costs no process.
 * `before` undefined: whatever it holds. Undefined where git must decide: packed refs, other names, names in each other's way.
 */
export async function swapLooseRef(
  git: Git,
  ref: string,
  after: string,
  before: string | undefined,
): Promise<boolean | undefined> {
  if (!PLAIN.test(ref) || existsSync(join(git.path, 'packed-refs'))) return undefined
  if ((await readObject(git, after))?.type !== 'commit') return undefined
  const place = join(git.path, ref)
  try {
    await mkdir(dirname(place), { recursive: true })
    await writeFile(`${place}.lock`, `${after}\n`, { flag: 'wx' })
  } catch {
    return undefined
  }
  try {
    if (before !== undefined && (await heldBy(place)) !== before) return false
    await rename(`${place}.lock`, place)
    return true
  } catch {
    return undefined
  } finally {
    await rm(`${place}.lock`, { force: true })
  }
}

async function heldBy(place: string): Promise<string> {
  return existsSync(place) ? (await readFile(place, 'utf8')).trim() : ZERO_SHA
}
