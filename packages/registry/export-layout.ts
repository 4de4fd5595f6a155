import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Digest, PinnedImage } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { descriptorJson } from './fallback-index.ts'
import { blobPath } from './layout.ts'
import type { Manifest } from './manifest.ts'
import { isImageConfig, OCI_INDEX } from './media-types.ts'
import { platformOfConfig } from './platforms.ts'

const PARALLEL_BLOBS = 4
const CONFIG_LIMIT = 4 * 1024 * 1024

/**
 * Writes one platform of an image into an OCI layout of its own (OCI image-spec, image-layout.md): every blob hashed,
 * `index.json` with one descriptor. The directory must be empty or absent. Throws `manifest-unexpected` for an index and for
 * what is not an image, `layout-invalid` for a directory in use.
 */
export async function exportLayout(
  client: RegistryClient,
  image: PinnedImage,
  directory: string,
): Promise<{ readonly digest: Digest; readonly path: string }> {
  const path = resolve(directory)
  const manifest = await client.manifest(image.name, image.digest)
  const blobs = imageBlobs(manifest, image)
  await prepare(path)
  const limit = pLimit(PARALLEL_BLOBS)
  await Promise.all(blobs.map((blob) => limit(() => writeBlob(client, image, blob, path))))
  await writeFile(join(path, ...blobPath(manifest.digest)), manifest.bytes, { flag: 'wx' })
  await writeIndex(client, image, manifest, path)
  return { digest: manifest.digest, path }
}

function imageBlobs({ content }: Manifest, image: PinnedImage): readonly Descriptor[] {
  if (content.kind !== 'image' || !isImageConfig(content.config.mediaType)) {
    const found = content.kind === 'index' ? 'an index of platforms' : 'not an image'
    throw registryError('manifest-unexpected', { digest: image.digest }, `${image.name}@${image.digest} is ${found}`)
  }
  const all = [content.config, ...content.layers]
  return [...new Map(all.map((descriptor) => [descriptor.digest, descriptor])).values()]
}

async function prepare(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  const found = await readdir(path)
  if (found.length > 0) throw registryError('layout-invalid', { path }, `${path} is not empty`)
  await mkdir(join(path, 'blobs', 'sha256'), { recursive: true })
}

async function writeBlob(client: RegistryClient, image: PinnedImage, blob: Descriptor, path: string): Promise<void> {
  const target = createWriteStream(join(path, ...blobPath(blob.digest)), { flags: 'wx' })
  await pipeline(Readable.from(client.blob(image.name, blob)), target)
}

/** Scanners choose by platform, so the one descriptor says which it is. */
async function writeIndex(client: RegistryClient, image: PinnedImage, manifest: Manifest, path: string): Promise<void> {
  const { digest, mediaType, bytes, content } = manifest
  const config =
    content.kind === 'image' ? await client.readBlob(image.name, content.config.digest, CONFIG_LIMIT) : undefined
  const platform = config === undefined ? undefined : platformOfConfig(config)
  const descriptor = { mediaType, digest, size: bytes.byteLength, ...(platform === undefined ? {} : { platform }) }
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptorJson(descriptor)] }
  await writeFile(join(path, 'index.json'), JSON.stringify(index), { flag: 'wx' })
  await writeFile(join(path, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }), { flag: 'wx' })
}
