import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl'
import { cliError } from '../errors.ts'

const open = promisify<Buffer, Options, ZipFile>(fromBuffer)

/** One file of an artifact's archive. */
export async function unzipFile(archive: Uint8Array, name: string): Promise<Uint8Array> {
  const zip = await open(Buffer.from(archive), { lazyEntries: true })
  const entry = await findEntry(zip, name)
  const stream = await promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))(entry)
  return buffer(stream)
}

function findEntry(zip: ZipFile, name: string): Promise<Entry> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName === name) resolve(entry)
      else zip.readEntry()
    })
    zip.on('end', () => {
      reject(cliError('demo-failed', { name }, `the artifact holds no ${name}`))
    })
    zip.on('error', reject)
    zip.readEntry()
  })
}
