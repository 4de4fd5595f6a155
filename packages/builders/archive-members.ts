import { createWriteStream } from 'node:fs'
import { join, posix } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ReadEntry } from 'tar'
import { builderError } from './errors.ts'

/** The names in a tar and where its links lead. Names are data: nothing is ever written under one. */
export interface ArchiveListing {
  readonly files: ReadonlyMap<string, number>
  readonly links: ReadonlyMap<string, string>
}

const ENTRY_LIMIT = 20_000
const TOTAL_LIMIT = 32 * 1024 ** 3
const RATIO_LIMIT = 200
const LINK_DEPTH = 4

/** What the tar (gzip too) holds, by normal names. Throws `archive-invalid`. */
export async function listArchive(file: string): Promise<ArchiveListing> {
  const files = new Map<string, number>()
  const links = new Map<string, string>()
  let total = 0
  await readTar(file, (entry) => {
    const name = normal(entry.path)
    total += entry.size
    if (files.size + links.size >= ENTRY_LIMIT || total > TOTAL_LIMIT)
      return archiveInvalid('it holds more than promo reads')
    if (entry.type === 'SymbolicLink' || entry.type === 'Link') links.set(name, target(entry, name))
    if (!isFile(entry)) return undefined
    if (files.has(name)) return archiveInvalid(`${name} comes twice`)
    files.set(name, entry.size)
    return undefined
  })
  return { files, links }
}

/** The file that a name means: docker and skopeo write a layer once and link to it. Throws `archive-invalid`. */
export function archiveFile({ files, links }: ArchiveListing, name: string): string {
  let found = normal(name)
  for (let depth = 0; depth < LINK_DEPTH && !files.has(found); depth += 1) found = links.get(found) ?? found
  if (files.has(found)) return found
  throw archiveInvalid(`it has no file ${name}`)
}

/** Writes each named file to the path it is given. */
export async function extractFiles(file: string, wanted: ReadonlyMap<string, string>): Promise<void> {
  const writes: Promise<unknown>[] = []
  await readTar(file, (entry) => {
    const path = isFile(entry) ? wanted.get(normal(entry.path)) : undefined
    if (path !== undefined) writes.push(pipeline(entry, createWriteStream(path, { flags: 'wx', mode: 0o600 })))
    return path === undefined ? undefined : 'taken'
  })
  const failed = (await Promise.allSettled(writes)).find((result) => result.status === 'rejected')
  if (failed !== undefined) throw archiveInvalid('a file cannot be unpacked', failed.reason)
}

/** `archive-invalid`: what `docker save` would not have written. */
export function archiveInvalid(why: string, cause?: unknown): Error {
  return builderError('archive-invalid', {}, `not a docker archive that promo reads: ${why}`, { cause })
}

async function readTar(file: string, read: (entry: ReadEntry) => Error | 'taken' | undefined): Promise<void> {
  const { list } = await import('tar')
  let fault: Error | undefined
  const onReadEntry = (entry: ReadEntry): void => {
    const verdict = fault === undefined ? read(entry) : undefined
    if (verdict === 'taken') return
    fault ??= verdict
    entry.resume()
  }
  try {
    await list({ file, strict: true, maxDecompressionRatio: RATIO_LIMIT, onReadEntry })
  } catch (cause) {
    throw archiveInvalid('it is not a tar that can be read', cause)
  }
  if (fault !== undefined) throw fault
}

function isFile({ type }: ReadEntry): boolean {
  return type === 'File' || type === 'OldFile' || type === 'ContiguousFile'
}

function normal(path: string): string {
  return posix.normalize(path).replace(/^(?:\.?\/)+/, '')
}

/** A symbolic link is relative to its own folder, a hard link to the root of the archive. */
function target({ type, linkpath = '' }: ReadEntry, name: string): string {
  return normal(type === 'Link' ? linkpath : posix.join(posix.dirname(name), linkpath))
}

/** Where the nth extracted file goes below a directory. */
export function extractedPath(directory: string, place: number): string {
  return join(directory, `member-${place}`)
}
