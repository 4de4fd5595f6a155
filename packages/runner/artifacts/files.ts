import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseDigest, type Digest } from '@promo/core'
import { runnerError } from '../errors.ts'

/** Most files of one artifact. */
export const FILE_LIMIT = 10_000

/** Absolute paths of the regular files below a directory, sorted. Throws `artifact-invalid` for links, too many, or none. */
export async function regularFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory())
  if (odd !== undefined) throw invalid(`${odd.name} is neither a file nor a directory`)
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  if (files.length === 0) throw invalid('there are no files to upload')
  if (files.length > FILE_LIMIT) throw invalid(`there are more than ${FILE_LIMIT} files`)
  return files.sort()
}

export async function digestOfFile(file: string): Promise<Digest> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return parseDigest(`sha256:${hash.digest('hex')}`)
}

export function invalid(why: string, cause?: unknown): Error {
  return runnerError('artifact-invalid', {}, `the artifact cannot be used: ${why}`, { cause })
}

/** Throws `artifact-mismatch` when the archive is not the expected one. */
export function assertArchive(name: string, found: Digest, expected: Digest | undefined): void {
  if (expected === undefined || found === expected) return
  throw runnerError(
    'artifact-mismatch',
    { name, found, expected },
    `artifact ${name} has digest ${found}, expected ${expected}`,
  )
}
