import { Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { builderError } from './errors.ts'

/** What a layer may hold unpacked, as for a layout (`packages/registry`). */
const UNPACKED_LIMIT = 32 * 1024 ** 3
/** gzip cannot shrink below a thousandth, zstd can: a bomb of zeros ends here. */
const RATIO_LIMIT = 5000
/** Below so many bytes any ratio is harmless. */
const RATIO_FROM = 16 * 1024 ** 2

/** RFC 1952, 2.3.1. */
const GZIP = [0x1f, 0x8b]
/** RFC 8878, 3.1.1, little endian. */
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]

/**
 * The bytes of a layer as a tar, whatever its media type says: plain, gzip or zstd by its first bytes, unpacked as it flows and
 * bounded in size. Throws `layer-unreadable` for more than that, and for what goes on after the first frame of zstd, which Node
 * leaves unread.
 */
export async function* layerBytes(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const packed = new PackedSize()
  const [head, all] = await peek(chunks)
  const source = Readable.from(packed.counting(all))
  const unpacker = unpackerFor(head)
  if (unpacker === undefined) {
    yield* source
    return
  }
  source.on('error', (error) => unpacker.destroy(error))
  let unpacked = 0
  try {
    for await (const chunk of source.pipe(unpacker) as AsyncIterable<Uint8Array>) {
      unpacked += chunk.byteLength
      if (unpacked > UNPACKED_LIMIT || unpacked > Math.max(RATIO_FROM, packed.bytes * RATIO_LIMIT))
        throw unreadable('it unpacks to more than is compared')
      yield chunk
    }
  } finally {
    source.destroy()
  }
  if (unpacker.bytesWritten < packed.bytes) throw unreadable('something follows the end of its first frame')
}

/** `layer-unreadable`: whether two layers are equal is known without it, what differs in them is not. */
export function unreadable(why: string): Error {
  return builderError('layer-unreadable', {}, why)
}

type Unpacker = Transform & { readonly bytesWritten: number }

function unpackerFor(head: Uint8Array): Unpacker | undefined {
  if (startsWith(head, GZIP)) return createGunzip()
  return startsWith(head, ZSTD) ? createZstdDecompress() : undefined
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => head[at] === byte)
}

class PackedSize {
  bytes = 0

  async *counting(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      this.bytes += chunk.byteLength
      yield chunk
    }
  }
}

/** The first bytes, enough for every magic number or all there are, and all bytes from the start. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
): Promise<readonly [head: Uint8Array, all: AsyncIterable<Uint8Array>]> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head: Uint8Array = Buffer.alloc(0)
  while (head.byteLength < ZSTD.length) {
    const next = await iterator.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  return [head, joined(head, iterator)]
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
