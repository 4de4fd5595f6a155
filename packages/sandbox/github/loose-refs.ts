import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
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

/** Every ref with what it holds, sorted by name; undefined where git must say: packed refs, and refs to refs. */
export async function listLooseRefs(git: Git): Promise<readonly (readonly [ref: string, sha: string])[] | undefined> {
  if (existsSync(join(git.path, 'packed-refs'))) return undefined
  try {
    const found = await readdir(join(git.path, 'refs'), { recursive: true, withFileTypes: true })
    const places = found
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
      .map((entry) => join(entry.parentPath, entry.name))
    const refs = await Promise.all(places.map(async (place) => [refAt(git, place), await heldBy(place)] as const))
    // One that went meanwhile holds nothing; any other is an object id.
    const held = refs.filter(([, sha]) => sha !== ZERO_SHA)
    if (!held.every(([, sha]) => /^[0-9a-f]{40}$/.test(sha))) return undefined
    return held.sort(([left], [right]) => (left < right ? -1 : 1))
  } catch {
    return undefined
  }
}

function refAt(git: Git, place: string): string {
  return relative(git.path, place).split(sep).join('/')
}

async function heldBy(place: string): Promise<string> {
  return existsSync(place) ? (await readFile(place, 'utf8')).trim() : ZERO_SHA
}
