import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isPromoError } from '@promo/core'
import type { ReadEntry } from 'tar'
import { registryError } from './errors.ts'
import { readTarEntries, writeEntry } from './tar-entries.ts'

export interface UnpackedLayout {
  readonly path: string
  remove(): Promise<void>
}

/** The only members of a layout (OCI image-spec, image-layout.md); anything else in the tar is passed over unread. */
const MEMBER = /^(?:\.\/)?(?<path>oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/
const ENTRY_LIMIT = 20_000
const MEMBER_LIMIT = 16 * 1024 ** 3
const TOTAL_LIMIT = 32 * 1024 ** 3

/**
 * Unpacks the members of a layout tar into a fresh directory that only this user can enter. The names come from the list
 * above and never from the archive, so no member can leave the directory; links, devices and modes are not taken over.
 * A member that comes twice is refused: two readers could take different ones. Throws `layout-invalid`.
 */
export async function unpackLayout(file: string): Promise<UnpackedLayout> {
  const path = await mkdtemp(join(tmpdir(), 'promo-layout-'))
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true })
  try {
    await mkdir(join(path, 'blobs', 'sha256'), { recursive: true })
    await unpack(file, path)
    return { path, remove }
  } catch (error) {
    await remove()
    if (isPromoError(error)) throw error
    throw registryError('layout-invalid', { file }, `${file} is not a tar that can be read`, { cause: error })
  }
}

async function unpack(file: string, directory: string): Promise<void> {
  const seen = new Set<string>()
  let entries = 0
  let total = 0
  await readTarEntries(file, (entry) => {
    entries += 1
    total += entry.size
    const member = memberPath(entry)
    const fault = faultOf(entry, member, { seen, entries, total })
    if (fault !== undefined) throw fault
    if (member === undefined) return undefined
    seen.add(member)
    return writeEntry(entry, join(directory, member))
  })
}

interface Progress {
  readonly seen: ReadonlySet<string>
  readonly entries: number
  readonly total: number
}

function faultOf(entry: ReadEntry, member: string | undefined, { seen, entries, total }: Progress): Error | undefined {
  if (entries > ENTRY_LIMIT) return refused(`the tar has more than ${ENTRY_LIMIT} entries`)
  if (entry.size > MEMBER_LIMIT || total > TOTAL_LIMIT) return refused('the tar holds more than promo unpacks')
  if (member === undefined) return undefined
  if (entry.type !== 'File' && entry.type !== 'OldFile' && entry.type !== 'ContiguousFile')
    return refused(`${member} is a ${entry.type}`)
  return seen.has(member) ? refused(`${member} comes twice`) : undefined
}

function memberPath(entry: ReadEntry): string | undefined {
  return MEMBER.exec(entry.path)?.groups?.['path']
}

function refused(why: string): Error {
  return registryError('layout-invalid', {}, `not an OCI layout that promo reads: ${why}`)
}
