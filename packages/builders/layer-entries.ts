import { createHash } from 'node:crypto'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isPromoError, type EntryAttribute } from '@promo/core'
import type { Parser, ReadEntry } from 'tar'
import { layerBytes, unreadable } from './layer-bytes.ts'
import { readXattrs } from './layer-xattrs.ts'

/** One entry of a layer. A path that comes again is counted, since the last one wins only where nothing else does. */
export interface LayerEntry {
  readonly path: string
  readonly occurrence: number
  /** Text that is equal when the attribute is; the content as its sha256. */
  readonly attributes: Readonly<Record<EntryAttribute, string>>
}

/** Twice what the largest layers that people publish have; a table of so many takes about 150 MB. */
const ENTRY_LIMIT = 300_000
const PATH_LIMIT = 1024
const REASON_LIMIT = 200

/**
 * Gives each entry of a hostile layer, plain, gzip or zstd, in its order, without writing anything: the content is hashed on
 * its way. Returns why the layer cannot be read to its end, else undefined. What `chunks` throws goes through.
 */
export async function readLayerEntries(
  chunks: AsyncIterable<Uint8Array>,
  visit: (entry: LayerEntry) => void,
): Promise<string | undefined> {
  const { Parser: TarParser } = await import('tar')
  const parser = new TarParser({ strict: true, brotli: false, zstd: false })
  watch(parser, visit)
  try {
    await pipeline(layerBytes(chunks), sinkOf(parser))
    return undefined
  } catch (error) {
    if (isPromoError(error) && error.code !== 'layer-unreadable') throw error
    return (error instanceof Error ? error.message : 'it is not a tar').slice(0, REASON_LIMIT)
  }
}

function watch(parser: Parser, visit: (entry: LayerEntry) => void): void {
  const seen = new Map<string, number>()
  let entries = 0
  let xattrs = ''
  parser.on('meta', (header: string) => {
    xattrs = readXattrs(header, xattrs)
  })
  parser.on('entry', (entry: ReadEntry) => {
    entries += 1
    if (entries > ENTRY_LIMIT) parser.abort(unreadable('it has more entries than are compared'))
    const occurrence = seen.get(entry.path) ?? 0
    seen.set(entry.path, occurrence + 1)
    const ownXattrs = xattrs
    xattrs = ''
    const hash = createHash('sha256')
    entry.on('data', (chunk) => hash.update(chunk))
    entry.on('end', () => {
      const attributes = attributesOf(entry, ownXattrs, hash.digest('base64'))
      visit({ path: entry.path.slice(0, PATH_LIMIT), occurrence, attributes })
    })
  })
}

function attributesOf(entry: ReadEntry, xattrs: string, content: string): LayerEntry['attributes'] {
  const { devmaj, devmin } = entry.header
  return {
    type: entry.type,
    mode: shown(entry.mode),
    uid: shown(entry.uid),
    gid: shown(entry.gid),
    owner: `${shown(entry.uname)}:${shown(entry.gname)}`,
    mtime: shown(entry.mtime?.getTime()),
    size: shown(entry.size),
    content,
    link: shown(entry.linkpath),
    device: `${shown(devmaj)},${shown(devmin)}`,
    xattrs,
  }
}

function shown(value: number | string | undefined): string {
  return value === undefined ? '' : String(value)
}

/**
 * tar's parser is a stream of its own kind: waits when it is full, ends when all entries were read. What follows the end of
 * the archive is passed over: the parser would keep all of it.
 */
function sinkOf(parser: Parser): Writable {
  let ended = false
  return new Writable({
    construct(done) {
      parser.on('error', (error: Error) => this.destroy(error))
      parser.on('eof', () => {
        ended = true
      })
      done()
    },
    write(chunk: Buffer, _encoding, done) {
      if (ended || parser.write(chunk)) done()
      else parser.once('drain', () => done())
    },
    final(done) {
      parser.once('end', () => done())
      parser.end()
    },
  })
}
