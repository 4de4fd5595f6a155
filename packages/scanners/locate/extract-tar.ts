import { createReadStream, createWriteStream } from 'node:fs'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { isPromoError } from '@promo/core'
import { Parser, type ReadEntry } from 'tar'
import { archiveRefused, ENTRY_LIMIT, limited, MEMBER_LIMIT, UNPACKED_LIMIT } from './limits.ts'

/** Writes the one regular file named `member` of a gzipped tar to `target`. */
export async function extractFromTar(archive: string, member: string, target: string): Promise<void> {
  const picked = pickMember(member, target)
  try {
    await pipeline(createReadStream(archive), createGunzip(), limited(UNPACKED_LIMIT, 'it'), picked.sink)
    await picked.written()
  } catch (error) {
    if (isPromoError(error)) throw error
    throw archiveRefused(
      `it cannot be read (${error instanceof Error ? error.message.slice(0, 200) : 'no reason'})`,
      error,
    )
  }
}

interface Picked {
  readonly sink: Writable
  /** Resolves when the member is on disk; rejects when there was none, or two. */
  written(): Promise<void>
}

function pickMember(member: string, target: string): Picked {
  let entries = 0
  let fault: Error | undefined
  const writing: Promise<void>[] = []
  const parser = new Parser({ strict: true })
  parser.on('entry', (entry: ReadEntry) => {
    entries += 1
    if (entries > ENTRY_LIMIT) fault ??= archiveRefused('it has too many entries')
    if (entry.path !== member || fault !== undefined) {
      entry.resume()
      return
    }
    fault ??= faultOf(entry, writing.length)
    if (fault === undefined) {
      const written = pipeline(entry, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
      written.catch(() => undefined)
      writing.push(written)
    } else entry.resume()
  })
  return {
    sink: sinkOf(parser),
    async written() {
      if (fault !== undefined) throw fault
      if (writing.length === 0) throw archiveRefused(`it holds no ${member}`)
      await Promise.all(writing)
    },
  }
}

function faultOf({ type, size, path }: ReadEntry, before: number): Error | undefined {
  if (before > 0) return archiveRefused(`it holds ${path} twice`)
  if (type !== 'File') return archiveRefused(`${path} is not a regular file`)
  return size > MEMBER_LIMIT ? archiveRefused(`${path} has more than ${String(MEMBER_LIMIT)} bytes`) : undefined
}

/** tar's parser is a stream of its own kind: waits when it is full, ends when all entries were read. */
function sinkOf(parser: Parser): Writable {
  return new Writable({
    construct(done) {
      parser.on('error', (error: Error) => this.destroy(error))
      done()
    },
    write(chunk: Buffer, _encoding, done) {
      if (parser.write(chunk)) done()
      else parser.once('drain', () => done())
    },
    final(done) {
      parser.once('end', () => done())
      parser.end()
    },
  })
}
