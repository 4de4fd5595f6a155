import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { hexOf, parseDigest, type Digest } from '@promo/core'
import { archiveInvalid } from './archive-members.ts'

/** A layer as it is stored: `digest` and `size` of the compressed bytes. */
export interface LayerBlob {
  readonly digest: Digest
  readonly size: number
}

/** RFC 1952, 2.3.1. */
const GZIP = Buffer.from([0x1f, 0x8b])

/**
 * Puts a layer of a docker archive among the blobs, compressed. One that is compressed already keeps its bytes. `diffId` is
 * the digest of the uncompressed bytes that the config names; `archive-invalid` when they are others.
 */
export async function storeLayer(file: string, diffId: Digest, blobs: string): Promise<LayerBlob> {
  const isCompressed = (await firstBytes(file)).equals(GZIP)
  const [plain, stored] = [createHash('sha256'), createHash('sha256')]
  const packed = `${file}.gz`
  if (isCompressed)
    await pipeline(createReadStream(file), hashing(stored), createGunzip(), hashing(plain), drain()).catch(
      (cause: unknown) => {
        throw archiveInvalid('a layer cannot be decompressed', cause)
      },
    )
  else await pipeline(createReadStream(file), hashing(plain), createGzip(), hashing(stored), createWriteStream(packed))
  const found = digestOf(plain)
  if (found !== diffId) throw archiveInvalid(`a layer has the digest ${found}, the config says ${diffId}`)
  const digest = digestOf(stored)
  const path = join(blobs, hexOf(digest))
  await rename(isCompressed ? file : packed, path)
  if (!isCompressed) await unlink(file)
  return { digest, size: (await stat(path)).size }
}

function digestOf(hash: Hash): Digest {
  return parseDigest(`sha256:${hash.digest('hex')}`)
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
}

function drain(): Transform {
  return new Transform({ transform: (_chunk, _encoding, done) => done() }).resume()
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
