import { constants } from 'node:fs'
import { lstat, open, stat, type FileHandle } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { registryError } from './errors.ts'

/** The path a user gave: a directory, or a file that should be a tar. */
export interface LayoutRoot {
  readonly kind: 'directory' | 'file'
  readonly path: string
}

const CHUNK = 256 * 1024
/** Absent on Windows, where `lstat` below is the only guard. */
const NO_FOLLOW = constants.O_NOFOLLOW as number | undefined

/** The user's own path may be a link; nothing inside it may. Throws `layout-invalid`. */
export async function openRoot(path: string): Promise<LayoutRoot> {
  const full = resolve(path)
  const found = await stat(full).catch((cause: unknown) => {
    throw registryError('layout-invalid', { path }, `there is no layout at ${path}`, { cause })
  })
  if (found.isDirectory()) return { kind: 'directory', path: full }
  if (found.isFile()) return { kind: 'file', path: full }
  throw registryError('layout-invalid', { path }, `${path} is neither a directory nor a file`)
}

/** A small file of the layout, whole. Throws `layout-invalid` for a link, another kind of file, or more than `maxBytes`. */
export async function readLayoutFile(root: string, parts: readonly string[], maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of openLayoutFile(root, parts, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes of a file of the layout; refuses a file that is larger than `maxBytes` before reading it. */
export async function* openLayoutFile(
  root: string,
  parts: readonly string[],
  maxBytes: number,
): AsyncIterable<Uint8Array> {
  const file = await openRegular(root, parts)
  try {
    const { size } = await file.stat()
    if (size > maxBytes) throw invalid(parts, `has ${size} bytes, ${maxBytes} are allowed`)
    for (let offset = 0; ;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, offset)
      if (bytesRead === 0) return
      offset += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function openRegular(root: string, parts: readonly string[]): Promise<FileHandle> {
  let path = root
  for (const [index, part] of parts.entries()) {
    path = join(path, part)
    const found = await lstat(path).catch((cause: unknown) => {
      throw registryError('layout-invalid', { file: parts.join('/') }, `the layout has no ${parts.join('/')}`, {
        cause,
      })
    })
    const fits = index === parts.length - 1 ? found.isFile() : found.isDirectory()
    if (!fits) throw invalid(parts, 'is a link or not a plain file')
  }
  return open(path, constants.O_RDONLY | (NO_FOLLOW ?? 0))
}

function invalid(parts: readonly string[], why: string): Error {
  const file = parts.join('/')
  return registryError('layout-invalid', { file }, `${file} of the layout ${why}`)
}
