import type { Digest } from '@promo/core'
import pLimit from 'p-limit'
import type { ContentSource } from './copy-source.ts'
import { manifestKind } from './media-types.ts'
import { assertSize, DEPTH_LIMIT, MANIFEST_COUNT_LIMIT, tooDeep, type ManifestPointer } from './tree-limits.ts'

const PARALLEL_READS = 8

/**
 * Reads every manifest of a tree where it lies, which hashes it, and gives their digests, the root first.
 * Throws `manifest-missing`, `manifest-invalid`.
 */
export async function readTree(source: ContentSource, root: ManifestPointer): Promise<readonly Digest[]> {
  const seen = new Set<Digest>([root.digest])
  const limit = pLimit(PARALLEL_READS)

  async function read(descriptor: ManifestPointer, depth: number): Promise<void> {
    if (depth > DEPTH_LIMIT || seen.size > MANIFEST_COUNT_LIMIT) throw tooDeep(descriptor.digest)
    const manifest = await limit(() => source.manifest(descriptor))
    assertSize(manifest, descriptor)
    const children = manifest.content.kind === 'index' ? manifest.content.manifests : []
    const fresh = children.filter(({ digest, mediaType }) => manifestKind(mediaType) !== undefined && !seen.has(digest))
    for (const { digest } of fresh) seen.add(digest)
    await Promise.all(fresh.map((child) => read(child, depth + 1)))
  }

  await read(root, 0)
  return [...seen]
}
