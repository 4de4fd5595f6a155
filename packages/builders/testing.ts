import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf, hexOf } from '@promo/core'
import { bytesOf, type BuiltManifest } from '@promo/registry/testing'
import { Header } from 'tar'

export { aLayer, type TestEntry } from './testing-layer.ts'

export interface TarMember {
  readonly path: string
  readonly body?: Uint8Array | string
  /** A symbolic link to this path instead of a file. */
  readonly link?: string
}

/** A tar written member by member, for names and links no honest tool writes. */
export function tarOf(members: readonly TarMember[]): Uint8Array {
  const parts = members.map(({ path, body = '', link }) => {
    const bytes = typeof body === 'string' ? bytesOf(body) : body
    const target = link === undefined ? { type: 'File' } : { type: 'SymbolicLink', linkpath: link }
    const header = new Header({ path, size: bytes.byteLength, mode: 0o644, ...target } as never)
    const block = Buffer.alloc(512)
    header.encode(block, 0)
    return Buffer.concat([block, bytes, Buffer.alloc((512 - (bytes.byteLength % 512)) % 512)])
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

/** Writes a layout directory with the roots that `index.json` shall name. */
export async function writeLayout(
  directory: string,
  images: readonly BuiltManifest[],
  roots: readonly unknown[] = images.map(({ descriptor }) => descriptor),
): Promise<string> {
  const blobs = join(directory, 'blobs', 'sha256')
  await mkdir(blobs, { recursive: true })
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion": "1.0.0"}')
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: roots }))
  for (const bytes of images.flatMap(contentOf)) await writeFile(join(blobs, hexOf(digestOf(bytes))), bytes)
  return directory
}

function contentOf({ bytes, blobs, children }: BuiltManifest): readonly Uint8Array[] {
  return [bytes, ...blobs, ...children.flatMap(contentOf)]
}
