import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Git } from './git.ts'

export interface GitObject {
  readonly type: string
  readonly bytes: Buffer
}

/**
 * Objects are read and written as the loose files that Git keeps (gitrepository-layout, "objects"): a REST call that
 * needs ten of them costs no process. What a client pushed in a pack is asked of git.
 */
export async function readObject(git: Git, sha: string): Promise<GitObject | undefined> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return undefined
  try {
    return parseLoose(inflateSync(await readFile(placeOf(git, sha))))
  } catch {
    return readPacked(git, sha)
  }
}

function parseLoose(file: Buffer): GitObject {
  const end = file.indexOf(0)
  return { type: file.toString('latin1', 0, file.indexOf(0x20)), bytes: file.subarray(end + 1) }
}

/** `git cat-file --batch` answers `<sha> <type> <size>\n<bytes>\n`, or `<sha> missing`. */
async function readPacked(git: Git, sha: string): Promise<GitObject | undefined> {
  const { stdout } = await git.attempt(['cat-file', '--batch'], { input: `${sha}\n` })
  const end = stdout.indexOf('\n')
  const [, type = '', size = ''] = stdout.toString('latin1', 0, Math.max(end, 0)).split(' ')
  return size === '' ? undefined : { type, bytes: stdout.subarray(end + 1, end + 1 + Number(size)) }
}

export async function writeObject(git: Git, type: string, bytes: Uint8Array): Promise<string> {
  const file = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])
  const sha = createHash('sha1').update(file).digest('hex')
  const place = placeOf(git, sha)
  await mkdir(dirname(place), { recursive: true })
  // Written aside and moved: nobody reads half an object.
  const aside = `${dirname(place)}/tmp_obj_${randomUUID()}`
  await writeFile(aside, deflateSync(file), { mode: 0o444 })
  await rename(aside, place)
  return sha
}

function placeOf(git: Git, sha: string): string {
  return join(git.path, 'objects', sha.slice(0, 2), sha.slice(2))
}

const answers = new WeakMap<Git, Map<string, Promise<unknown>>>()

/** Remembers what follows from object ids alone (differences, ancestry): it cannot change. */
export function remember<T>(git: Git, key: readonly string[], compute: () => Promise<T>): Promise<T> {
  const known = answers.get(git) ?? new Map<string, Promise<unknown>>()
  answers.set(git, known)
  const name = key.join(' ')
  const found = known.get(name) as Promise<T> | undefined
  if (found !== undefined) return found
  const answer = compute()
  known.set(name, answer)
  // A failure, or an object that is not there yet, is no lasting answer.
  answer.then(
    (value) => value === undefined && known.delete(name),
    () => known.delete(name),
  )
  return answer
}
