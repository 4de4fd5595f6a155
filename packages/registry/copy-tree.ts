import { pinImage, type Digest, type ImageName } from '@promo/core'
import type { RegistryClient } from './client.ts'
import { createBlobCopier } from './copy-blobs.ts'
import type { ContentSource } from './copy-source.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { describeManifest, type Manifest } from './manifest.ts'
import { manifestKind } from './media-types.ts'

/** What a copy moved. `bytes` counts uploaded content and written manifests. */
export interface CopyTally {
  readonly manifests: number
  readonly blobs: number
  readonly mounted: number
  readonly referrers: number
  readonly bytes: number
}

/** Copies manifests with all they need, each digest once, and counts. */
export interface TreeCopier {
  /** Children first, then blobs, then the manifest; gives every manifest of the tree, the root last. */
  copy(descriptor: ManifestPointer): Promise<readonly Manifest[]>
  countReferrer(): void
  tally(): CopyTally
}

type ManifestPointer = Pick<Descriptor, 'digest' | 'mediaType' | 'size'>

/** An index may hold an index (image-spec, image-index.md); deeper nesting has no use. */
const DEPTH_LIMIT = 4
const MANIFEST_COUNT_LIMIT = 5000

export function createTreeCopier(client: RegistryClient, source: ContentSource, to: ImageName): TreeCopier {
  const counts = { manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 }
  const done = new Map<Digest, readonly Manifest[]>()
  const blobs = createBlobCopier(client, source, to, counts)

  async function copy(descriptor: ManifestPointer, depth: number): Promise<readonly Manifest[]> {
    const before = done.get(descriptor.digest)
    if (before !== undefined) return before
    if (depth > DEPTH_LIMIT || done.size >= MANIFEST_COUNT_LIMIT) throw tooDeep(descriptor.digest)
    const manifest = await source.manifest(descriptor)
    assertSize(manifest, descriptor)
    const present = (await client.resolve(pinImage(to, manifest.digest))) !== undefined
    const below = await copyContents(manifest, depth, present)
    await putManifest(manifest, present)
    const tree = [...below, manifest]
    done.set(descriptor.digest, tree)
    return tree
  }

  async function copyContents({ content }: Manifest, depth: number, present: boolean): Promise<readonly Manifest[]> {
    if (content.kind === 'image') await blobs.copy([content.config, ...content.layers], present)
    if (content.kind === 'image') return []
    const below: Manifest[] = []
    for (const child of content.manifests) {
      if (manifestKind(child.mediaType) === undefined) await blobs.copy([child], present)
      else below.push(...(await copy(child, depth + 1)))
    }
    return below
  }

  /** A manifest with a subject is put even where it is present: its listing may be what is missing. */
  async function putManifest({ bytes, mediaType, content }: Manifest, present: boolean): Promise<void> {
    if (!present || content.subject !== undefined) await client.putManifest(to, bytes, mediaType)
    if (present) return
    counts.manifests += 1
    counts.bytes += bytes.byteLength
  }

  return {
    copy: (descriptor) => copy(descriptor, 0),
    countReferrer: () => {
      counts.referrers += 1
    },
    tally: () => ({ ...counts }),
  }
}

function assertSize(manifest: Manifest, { digest, size }: Pick<Descriptor, 'digest' | 'size'>): void {
  const found = describeManifest(manifest).size
  if (found === size) return
  throw registryError(
    'manifest-invalid',
    { digest, expected: size, found },
    `${digest} has ${found} bytes, its descriptor says ${size}`,
  )
}

function tooDeep(digest: Digest): Error {
  return registryError('manifest-invalid', { digest }, `${digest} is part of a tree that is too deep or too large`)
}
