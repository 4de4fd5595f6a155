import type { Digest, ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import { createBlobCopier } from './copy-blobs.ts'
import { createManifestCopier } from './copy-manifests.ts'
import { createPresence } from './copy-presence.ts'
import type { ContentSource } from './copy-source.ts'
import { createTally, type CopyTally } from './copy-tally.ts'
import type { Descriptor } from './descriptor.ts'
import type { Manifest } from './manifest.ts'
import { manifestKind } from './media-types.ts'
import { assertSize, DEPTH_LIMIT, MANIFEST_COUNT_LIMIT, tooDeep, type ManifestPointer } from './tree-limits.ts'

/** Manifests of a tree, the root last. */
type Tree = readonly Manifest[]

/** Copies manifests with all they need, each digest once, and counts. */
export interface TreeCopier {
  /** Children first, then blobs, then the manifest; gives every manifest of the tree. */
  copy(descriptor: ManifestPointer): Promise<Tree>
  /** The same for manifests that refer to what was copied, all listed in one go. */
  copyReferrers(descriptors: readonly ManifestPointer[]): Promise<void>
  addReferrers: (count: number) => void
  tally: () => CopyTally
}

/** Of one index. */
const PARALLEL_CHILDREN = 4
/** Of one subject. */
const PARALLEL_REFERRERS = 4

/** A manifest whose content is in place. */
interface Prepared {
  readonly manifest: Manifest
  readonly isPresent: boolean
  readonly below: Tree
}

export function createTreeCopier(client: RegistryClient, source: ContentSource, to: ImageName): TreeCopier {
  const tally = createTally()
  const trees = new Map<Digest, Promise<Tree>>()
  const blobs = createBlobCopier(client, source, to, tally)
  const manifests = createManifestCopier(client, source, to, blobs)
  const isThere = createPresence(client, to)

  function copy(descriptor: ManifestPointer, depth: number): Promise<Tree> {
    const begun = trees.get(descriptor.digest)
    if (begun !== undefined) return begun
    if (depth > DEPTH_LIMIT || trees.size >= MANIFEST_COUNT_LIMIT) return Promise.reject(tooDeep(descriptor.digest))
    const tree = copyTree(descriptor, depth)
    trees.set(descriptor.digest, tree)
    return tree
  }

  async function copyTree(descriptor: ManifestPointer, depth: number): Promise<Tree> {
    const { manifest, isPresent, below } = await copyBelow(descriptor, depth)
    await manifests.put(manifest, isPresent)
    if (!isPresent) tally.addManifest(manifest.bytes.byteLength)
    return [...below, manifest]
  }

  async function copyBelow(descriptor: ManifestPointer, depth: number): Promise<Prepared> {
    const [manifest, isPresent] = await Promise.all([source.manifest(descriptor), isThere(descriptor.digest)])
    assertSize(manifest, descriptor)
    const { content } = manifest
    if (content.kind === 'index')
      return { manifest, isPresent, below: await copyChildren(content.manifests, depth, isPresent) }
    await blobs.copy([content.config, ...content.layers], isPresent)
    return { manifest, isPresent, below: [] }
  }

  async function copyChildren(children: readonly Descriptor[], depth: number, isPresent: boolean): Promise<Tree> {
    const copyChild = async (child: Descriptor): Promise<Tree> => {
      if (manifestKind(child.mediaType) !== undefined) return copy(child, depth + 1)
      await blobs.copy([child], isPresent)
      return []
    }
    return (await pLimit(PARALLEL_CHILDREN).map(children, copyChild)).flat()
  }

  async function copyReferrers(descriptors: readonly ManifestPointer[]): Promise<void> {
    const prepared = await pLimit(PARALLEL_REFERRERS).map(descriptors, (each) => copyBelow(each, 0))
    await manifests.putReferrers(prepared.map(({ manifest }) => manifest))
    for (const { manifest, isPresent } of prepared) if (!isPresent) tally.addManifest(manifest.bytes.byteLength)
    tally.addReferrers(prepared.length)
  }

  return {
    copy: (descriptor) => copy(descriptor, 0),
    copyReferrers,
    addReferrers: tally.addReferrers,
    tally: tally.read,
  }
}
