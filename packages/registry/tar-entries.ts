import { createReadStream, createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Parser, ReadEntry } from 'tar'

/** A gzip that unpacks to more than so many times its size is a bomb. */
const RATIO_LIMIT = 200
/** Of a read; what one read holds of small entries is dealt with side by side. */
const CHUNK = 256 * 1024

/**
 * Reads a tar file (gzip too) to its end. `visit` takes what an entry holds and gives the promise of having dealt with it, or
 * undefined to pass over it. No more is read before that is kept for the entries that ended: a tar of any size and any number of
 * entries takes the same memory and few files at once. Throws what `visit` threw, and tar's own errors.
 */
export async function readTarEntries(
  file: string,
  visit: (entry: ReadEntry) => Promise<unknown> | undefined,
): Promise<void> {
  const { Parser: TarParser } = await import('tar')
  const parser = new TarParser({ file, strict: true, maxDecompressionRatio: RATIO_LIMIT })
  const taken: Taken = { open: new Map(), ended: [] }
  const sink = sinkOf(parser, taken.ended)
  let fault: { readonly thrown: unknown } | undefined
  const fail = (thrown: unknown): void => {
    fault ??= { thrown }
    sink.destroy(new Error('the tar was given up'))
  }
  parser.on('entry', (entry: ReadEntry) => {
    try {
      if (sink.destroyed) entry.resume()
      else take(entry, visit(entry), taken, fail)
    } catch (thrown) {
      fail(thrown)
      entry.resume()
    }
  })
  try {
    await pipeline(createReadStream(file, { highWaterMark: CHUNK }), sink)
    await Promise.all([...taken.open.values(), ...taken.ended])
  } catch (error) {
    throw fault === undefined ? error : fault.thrown
  } finally {
    for (const entry of taken.open.keys()) entry.destroy(new Error('the tar was given up'))
  }
}

/** What `visit` gave for the entries it did not pass over. */
interface Taken {
  readonly open: Map<ReadEntry, Promise<unknown>>
  /** Of entries that were read to their end, and not waited for yet. */
  readonly ended: Promise<unknown>[]
}

function take(
  entry: ReadEntry,
  dealt: Promise<unknown> | undefined,
  { open, ended }: Taken,
  fail: (fault: unknown) => void,
): void {
  if (dealt === undefined) {
    entry.resume()
    return
  }
  // An entry that nobody reads any more would hold up the rest for ever.
  dealt.catch(fail)
  open.set(entry, dealt)
  entry.once('end', () => {
    open.delete(entry)
    ended.push(dealt)
  })
}

/** Writes what an entry holds to a new file that only this user can read: a small one at once, for a stream costs ten times as much. */
export async function writeEntry(entry: ReadEntry, path: string): Promise<void> {
  const options = { flag: 'wx', mode: 0o600 }
  if (entry.size <= CHUNK) await writeFile(path, await entry.concat(), options)
  else await pipeline(entry, createWriteStream(path, { flags: options.flag, mode: options.mode }))
}

/** tar's parser is a stream of its own kind: waits when it is full, ends when all entries were read. */
function sinkOf(parser: Parser, ended: Promise<unknown>[]): Writable {
  const settled = async (): Promise<void> => {
    await Promise.all(ended.splice(0))
  }
  return new Writable({
    construct(done) {
      parser.on('error', (error: Error) => this.destroy(error))
      done()
    },
    write(chunk: Buffer, _encoding, done) {
      const next = (): void => {
        settled().then(() => done(), done)
      }
      if (parser.write(chunk)) next()
      else parser.once('drain', next)
    },
    final(done) {
      parser.once('end', () => done())
      parser.end()
    },
  })
}
