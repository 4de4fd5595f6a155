import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { isPromoError } from '@promo/core'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { archiveRefused, ENTRY_LIMIT, limited, MEMBER_LIMIT } from './limits.ts'

/** Writes the one file named `member` of a zip to `target`. */
export async function extractFromZip(archive: string, member: string, target: string): Promise<void> {
  try {
    const zip = await openPromise(archive, { autoClose: false })
    try {
      const entry = await findEntry(zip, member)
      const content = await zip.openReadStreamPromise(entry)
      await pipeline(content, limited(MEMBER_LIMIT, member), createWriteStream(target, { flags: 'wx', mode: 0o600 }))
    } finally {
      zip.close()
    }
  } catch (error) {
    if (isPromoError(error)) throw error
    throw archiveRefused(
      `it cannot be read (${error instanceof Error ? error.message.slice(0, 200) : 'no reason'})`,
      error,
    )
  }
}

/** All entries are read, so that a second one of the same name is seen. */
async function findEntry(zip: ZipFile, member: string): Promise<Entry> {
  if (zip.entryCount > ENTRY_LIMIT) throw archiveRefused('it has too many entries')
  let found: Entry | undefined
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== member) continue
    if (found !== undefined) throw archiveRefused(`it holds ${member} twice`)
    found = entry
  }
  if (found === undefined) throw archiveRefused(`it holds no ${member}`)
  if (found.uncompressedSize > MEMBER_LIMIT) throw archiveRefused(`${member} is too large`)
  return found
}
