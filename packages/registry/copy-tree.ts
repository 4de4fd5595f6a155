import { pinImage, type Digest, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
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
/** Of one index. */
const PARALLEL_CHILDREN = 4

export function createTreeCopier(client: RegistryClient, source: ContentSource, to: ImageName): TreeCopier {
  const counts = { manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 }
  const trees = new Map<Digest, Promise<readonly Manifest[]>>()
  const blobs = createBlobCopier(client, source, to, counts)

  function copy(descriptor: ManifestPointer, depth: number): Promise<readonly Manifest[]> {
    const begun = trees.get(descriptor.digest)
    if (begun !== undefined) return begun
    if (depth > DEPTH_LIMIT || trees.size >= MANIFEST_COUNT_LIMIT) return Promise.reject(tooDeep(descriptor.digest))
    const tree = copyTree(descriptor, depth)
    trees.set(descriptor.digest, tree)
    return tree
  }

  async function copyTree(descriptor: ManifestPointer, depth: number): Promise<readonly Manifest[]> {
    const [manifest, there] = await Promise.all([
      source.manifest(descriptor),
      client.resolve(pinImage(to, descriptor.digest)),
    ])
    assertSize(manifest, descriptor)
    const present = there !== undefined
    const below = await copyContents(manifest, depth, present)
    await putManifest(manifest, present)
    return [...below, manifest]
  }

  async function copyContents({ content }: Manifest, depth: number, present: boolean): Promise<readonly Manifest[]> {
    if (content.kind === 'image') await blobs.copy([content.config, ...content.layers], present)
    if (content.kind === 'image') return []
    const limit = pLimit(PARALLEL_CHILDREN)
    const below = await Promise.all(
      content.manifests.map((child) =>
        limit(async () => {
          if (manifestKind(child.mediaType) !== undefined) return copy(child, depth + 1)
          await blobs.copy([child], present)
          return []
        }),
      ),
    )
    return below.flat()
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
