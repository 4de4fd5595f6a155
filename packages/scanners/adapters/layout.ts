import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf, formatTime, hexOf, isDigest, isPromoError, parseJson, type Digest } from '@promo/core'
import * as z from 'zod/mini'
import { scannerError } from '../errors.ts'
import type { ImageSubject } from '../scanners.ts'

const LIMIT = 4 * 1024 * 1024

const index = z.object({ manifests: z.array(z.object({ digest: z.string() })) })
const configuration = z.object({ created: z.optional(z.nullable(z.string())) })
const manifest = z.object({ config: z.object({ digest: z.string() }) })

export interface LayoutConfig {
  readonly digest: string
  /** When the image says it was made, undefined when it says nothing. */
  readonly created: string | undefined
}

/**
 * The configuration of the one image in the layout. Throws `scanned-other-image` unless the layout holds the
 * subject's manifest and no other: tools choose among several by rules of their own.
 */
export async function layoutConfig({ layout, digest }: ImageSubject): Promise<LayoutConfig> {
  const { manifests } = await read(join(layout, 'index.json'), index)
  const found = manifests.map((descriptor) => descriptor.digest)
  if (found.length !== 1 || found[0] !== digest) throw otherImage(digest, found.join(', ') || 'nothing')
  const { config } = await read(join(layout, 'blobs', 'sha256', hexOf(digest)), manifest, digest)
  if (!isDigest(config.digest)) throw otherImage(digest, 'a configuration without a digest')
  const { created } = await read(join(layout, 'blobs', 'sha256', hexOf(config.digest)), configuration, config.digest)
  return { digest: config.digest, created: created ?? undefined }
}

/** When the image was made by its own word; the beginning of time when it says nothing, as reproducible images do. */
export function timeOf(created: string | undefined): string {
  const time = new Date(created ?? 0)
  return formatTime(Number.isNaN(time.getTime()) || time.getTime() < 0 ? new Date(0) : time)
}

export function otherImage(wanted: string, found: string): Error {
  return scannerError('scanned-other-image', { wanted, found }, `wanted ${wanted}, the scanner had ${found}`)
}

async function read<T>(path: string, shape: z.ZodMiniType<T>, digest?: Digest): Promise<T> {
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined || bytes.byteLength > LIMIT) throw otherImage(digest ?? 'a layout', 'none that can be read')
  if (digest !== undefined && digestOf(bytes) !== digest) throw otherImage(digest, digestOf(bytes))
  try {
    return z.parse(shape, parseJson(bytes, { maxBytes: LIMIT }))
  } catch (cause) {
    if (isPromoError(cause)) throw cause
    throw otherImage(digest ?? 'a layout', 'a file of another shape')
  }
}
