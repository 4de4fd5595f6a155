import { pinImage, type Digest, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import { createBlobCopier } from './copy-blobs.ts'
import type { ContentSource } from './copy-source.ts'
import type { Manifest } from './manifest.ts'
import { manifestKind } from './media-types.ts'
import { assertSize, DEPTH_LIMIT, MANIFEST_COUNT_LIMIT, tooDeep, type ManifestPointer } from './tree-limits.ts'

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
  /** The same for manifests that refer to what was copied, all listed in one go. */
  copyReferrers(descriptors: readonly ManifestPointer[]): Promise<void>
  countReferrer(): void
  tally(): CopyTally
}

/** Of one index. */
const PARALLEL_CHILDREN = 4
/** Of one subject. */
const PARALLEL_REFERRERS = 4

/** A manifest whose content is in place. */
interface Prepared {
  readonly manifest: Manifest
  readonly isPresent: boolean
  readonly below: readonly Manifest[]
}

export function createTreeCopier(client: RegistryClient, source: ContentSource, to: ImageName): TreeCopier {
  const counts = { manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 }
  const trees = new Map<Digest, Promise<readonly Manifest[]>>()
  const blobs = createBlobCopier(client, source, to, counts)
  /** Where the root is missing, what belongs to it is put without being looked for. */
  let isFresh: boolean | undefined

  function copy(descriptor: ManifestPointer, depth: number): Promise<readonly Manifest[]> {
    const begun = trees.get(descriptor.digest)
    if (begun !== undefined) return begun
    if (depth > DEPTH_LIMIT || trees.size >= MANIFEST_COUNT_LIMIT) return Promise.reject(tooDeep(descriptor.digest))
    const tree = copyTree(descriptor, depth)
    trees.set(descriptor.digest, tree)
    return tree
  }

  async function copyTree(descriptor: ManifestPointer, depth: number): Promise<readonly Manifest[]> {
    const { manifest, isPresent, below } = await copyBelow(descriptor, depth)
    // A manifest with a subject is put even where it is present: its listing may be what is missing.
    if (!isPresent || manifest.content.subject !== undefined)
      await client.putManifest(to, manifest.bytes, manifest.mediaType)
    if (!isPresent) count(manifest)
    return [...below, manifest]
  }

  async function copyBelow(descriptor: ManifestPointer, depth: number): Promise<Prepared> {
    const [manifest, isPresent] = await Promise.all([source.manifest(descriptor), isThere(descriptor.digest)])
    assertSize(manifest, descriptor)
    return { manifest, isPresent, below: await copyContents(manifest, depth, isPresent) }
  }

  async function isThere(digest: Digest): Promise<boolean> {
    if (isFresh === true) return false
    const there = (await client.resolve(pinImage(to, digest))) !== undefined
    isFresh ??= !there
    return there
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

  async function copyReferrers(descriptors: readonly ManifestPointer[]): Promise<void> {
    const limit = pLimit(PARALLEL_REFERRERS)
    const prepared = await Promise.all(descriptors.map((each) => limit(() => copyBelow(each, 0))))
    await client.putReferrers(
      to,
      prepared.map(({ manifest }) => manifest),
    )
    for (const { manifest, isPresent } of prepared) if (!isPresent) count(manifest)
    counts.referrers += prepared.length
  }

  function count({ bytes }: Manifest): void {
    counts.manifests += 1
    counts.bytes += bytes.byteLength
  }

  return {
    copy: (descriptor) => copy(descriptor, 0),
    copyReferrers,
    countReferrer: () => {
      counts.referrers += 1
    },
    tally: () => ({ ...counts }),
  }
}
