import { join, posix } from 'node:path'
import { isPromoError } from '@promo/core'
import { readTarEntries, writeEntry } from '@promo/registry'
import type { ReadEntry } from 'tar'
import { builderError } from './errors.ts'

/** The names in a tar and where its links lead. Names are data: nothing is ever written under one. */
export interface ArchiveListing {
  readonly files: ReadonlyMap<string, number>
  readonly links: ReadonlyMap<string, string>
}

const ENTRY_LIMIT = 20_000
const TOTAL_LIMIT = 32 * 1024 ** 3
const LINK_DEPTH = 4

/** What the tar (gzip too) holds, by normal names. Throws `archive-invalid`. */
export async function listArchive(file: string): Promise<ArchiveListing> {
  const files = new Map<string, number>()
  const links = new Map<string, string>()
  let total = 0
  await readArchive(file, (entry) => {
    const name = normal(entry.path)
    total += entry.size
    if (files.size + links.size >= ENTRY_LIMIT || total > TOTAL_LIMIT)
      throw archiveInvalid('it holds more than promo reads')
    if (entry.type === 'SymbolicLink' || entry.type === 'Link') links.set(name, target(entry, name))
    if (!isFile(entry)) return undefined
    if (files.has(name)) throw archiveInvalid(`${name} comes twice`)
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
  await readArchive(file, (entry) => {
    const path = isFile(entry) ? wanted.get(normal(entry.path)) : undefined
    return path === undefined ? undefined : writeEntry(entry, path)
  })
}

/** `archive-invalid`: what `docker save` would not have written. */
export function archiveInvalid(why: string, cause?: unknown): Error {
  return builderError('archive-invalid', {}, `not a docker archive that promo reads: ${why}`, { cause })
}

async function readArchive(file: string, visit: Parameters<typeof readTarEntries>[1]): Promise<void> {
  try {
    await readTarEntries(file, visit)
  } catch (cause) {
    if (isPromoError(cause)) throw cause
    throw archiveInvalid('it is not a tar that can be read', cause)
  }
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
