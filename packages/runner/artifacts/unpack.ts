import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Entry, ZipFile } from 'yauzl'
import { FILE_LIMIT, invalid } from './files.ts'

/** Unpacked bytes of one artifact: an OCI layout of several platforms fits, a bomb does not. */
const SIZE_LIMIT = 16 * 1024 ** 3

/** Unpacks a zip archive into an empty directory: regular files only, inside it, each once. Throws `artifact-invalid`. */
export async function unpack(archive: string, directory: string): Promise<void> {
  const { openPromise } = await import('./zip.ts')
  try {
    const zip = await openPromise(archive, { lazyEntries: true, strictFileNames: true, autoClose: false })
    try {
      await unpackEntries(zip, directory)
    } finally {
      zip.close()
    }
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : 'it is not a zip archive', cause)
  }
}

async function unpackEntries(zip: ZipFile, directory: string): Promise<void> {
  let files = 0
  let size = 0
  for await (const entry of zip.eachEntry()) {
    files += 1
    size += entry.uncompressedSize
    if (files > FILE_LIMIT || size > SIZE_LIMIT) throw invalid('it holds more than an artifact may')
    await unpackEntry(zip, entry, directory)
  }
}

/** yauzl refuses absolute names, `..` and backslashes, and checks sizes and sums; flag `wx` refuses a second file of a name. */
async function unpackEntry(zip: ZipFile, entry: Entry, directory: string): Promise<void> {
  const target = path.join(directory, entry.fileName)
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true })
    return
  }
  await mkdir(path.dirname(target), { recursive: true })
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { flags: 'wx' }))
}
