import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Digest, PinnedImage, Platform } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import { layoutContent, registryContent, type ContentSource } from './copy-source.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { descriptorJson } from './fallback-index.ts'
import { blobPath, type Layout } from './layout.ts'
import type { ImageContent, Manifest } from './manifest.ts'
import { isImageConfig, manifestKind, OCI_INDEX } from './media-types.ts'
import { configuredPlatform } from './platforms.ts'

const PARALLEL_BLOBS = 4

export interface ExportedLayout {
  readonly digest: Digest
  readonly path: string
}

/**
 * Writes one platform of an image into an OCI layout of its own (OCI image-spec, image-layout.md): every blob hashed,
 * `index.json` with one descriptor. The directory must be empty or absent. Throws `manifest-unexpected` for an index and for
 * what is not an image, `layout-not-empty` for a directory in use.
 */
export async function exportLayout(
  client: RegistryClient,
  image: PinnedImage,
  directory: string,
): Promise<ExportedLayout> {
  const manifest = await client.manifest(image.name, image.digest)
  return exportPlatform(registryContent(image, client), manifest, directory)
}

/** As `exportLayout`, for one platform of the image that a layout holds. */
export async function splitLayout(
  layout: Layout,
  platform: Pick<Descriptor, 'digest' | 'mediaType'>,
  directory: string,
): Promise<ExportedLayout> {
  return exportPlatform(layoutContent(layout), await layout.manifest(platform), directory)
}

/** Writes the whole image of a layout, every platform of it, into a fresh one that holds nothing else; every byte hashed. */
export function saveLayout(layout: Layout, directory: string): Promise<ExportedLayout> {
  return saveContent(layoutContent(layout), directory)
}

/** Writes a whole image of a registry, every platform and attestation manifest of it, into a fresh layout; every byte hashed. */
export function saveImage(client: RegistryClient, image: PinnedImage, directory: string): Promise<ExportedLayout> {
  return saveContent(registryContent(image, client), directory)
}

async function saveContent(content: ContentSource, directory: string): Promise<ExportedLayout> {
  const path = resolve(directory)
  await prepare(path)
  const root = await content.root()
  const blobs = new Map<Digest, Descriptor>()
  await saveTree(content, root, { path, blobs, depth: 0 })
  await writeBlobs(content, [...blobs.values()], path)
  await writeIndex(root, path)
  return { digest: root.digest, path }
}

interface Saving {
  readonly path: string
  /** What the manifests name, each digest once. */
  readonly blobs: Map<Digest, Descriptor>
  readonly depth: number
}

/** As deep as a copy goes, so that what is saved can be published. */
const DEPTH_LIMIT = 4

async function saveTree(source: ContentSource, descriptor: Descriptor, saving: Saving): Promise<void> {
  if (manifestKind(descriptor.mediaType) === undefined) {
    saving.blobs.set(descriptor.digest, descriptor)
    return
  }
  if (saving.depth > DEPTH_LIMIT)
    throw registryError('manifest-invalid', { digest: descriptor.digest }, `${descriptor.digest} lies too deep`)
  const manifest = await source.manifest(descriptor)
  const { content } = manifest
  if (content.kind === 'image') for (const blob of imageBlobs(content)) saving.blobs.set(blob.digest, blob)
  else for (const child of content.manifests) await saveTree(source, child, { ...saving, depth: saving.depth + 1 })
  await writeManifest(manifest, saving.path)
}

async function exportPlatform(content: ContentSource, manifest: Manifest, directory: string): Promise<ExportedLayout> {
  const path = resolve(directory)
  if (manifest.content.kind !== 'image' || !isImageConfig(manifest.content.config.mediaType))
    throw notOneImage(manifest)
  await prepare(path)
  await writeBlobs(content, imageBlobs(manifest.content), path)
  await writeManifest(manifest, path)
  const platform = await configuredPlatform(content, manifest)
  await writeIndex(describe(manifest, platform), path)
  return { digest: manifest.digest, path }
}

function notOneImage({ digest, content }: Manifest): Error {
  const found = content.kind === 'index' ? 'an index of platforms' : 'not an image'
  return registryError('manifest-unexpected', { digest }, `${digest} is ${found}`)
}

/** Each digest once. */
function imageBlobs({ config, layers }: ImageContent): readonly Descriptor[] {
  return [...new Map([config, ...layers].map((descriptor) => [descriptor.digest, descriptor])).values()]
}

async function prepare(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
  const found = await readdir(path)
  if (found.length > 0) throw registryError('layout-not-empty', { path }, `${path} is not empty`)
  await mkdir(join(path, 'blobs', 'sha256'), { recursive: true })
}

async function writeBlobs(content: ContentSource, blobs: readonly Descriptor[], path: string): Promise<void> {
  const limit = pLimit(PARALLEL_BLOBS)
  await Promise.all(
    blobs.map((blob) =>
      limit(async () => {
        const target = createWriteStream(join(path, ...blobPath(blob.digest)), { flags: 'wx' })
        await pipeline(Readable.from(content.blob(blob)), target)
      }),
    ),
  )
}

/** A tree may name the same manifest twice. */
async function writeManifest({ digest, bytes }: Manifest, path: string): Promise<void> {
  await writeFile(join(path, ...blobPath(digest)), bytes)
}

/** Scanners choose by platform, so the one descriptor says which it is. */
function describe({ mediaType, digest, bytes }: Manifest, platform: Platform | undefined): Descriptor {
  return { mediaType, digest, size: bytes.byteLength, ...(platform === undefined ? {} : { platform }) }
}

async function writeIndex(descriptor: Descriptor, path: string): Promise<void> {
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptorJson(descriptor)] }
  await writeFile(join(path, 'index.json'), JSON.stringify(index), { flag: 'wx' })
  await writeFile(join(path, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }), { flag: 'wx' })
}
