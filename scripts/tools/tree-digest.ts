import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * sha256 over the paths and bytes of all files below a directory but those named, lower-case hex. Anything that is neither a
 * file nor a directory counts by its path alone, so that it changes the digest.
 */
export function treeDigest(directory: string, except: readonly string[] = []): string {
  const hash = createHash('sha256')
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .map(({ entry, path }) => ({ entry, path, name: path.slice(directory.length + 1).split(sep).join('/') }))
    .filter(({ name }) => !except.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { entry, path, name } of files) {
    const bytes = entry.isFile() ? readFileSync(path) : ''
    hash.update(`${name}\0${String(bytes.length)}\0`).update(bytes)
  }
  return hash.digest('hex')
}
