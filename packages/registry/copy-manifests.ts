import type { Digest, ImageName } from '@promo/core'
import type { RegistryClient } from './client.ts'
import type { BlobCopier } from './copy-blobs.ts'
import type { ContentSource } from './copy-source.ts'
import type { Descriptor } from './descriptor.ts'
import { unknownContent } from './manifest-refusal.ts'
import type { Manifest } from './manifest.ts'
import { manifestKind } from './media-types.ts'

/**
 * Puts the manifests of a copy, whose content is in place. Where the registry does not know that after all, it is put again,
 * once, whatever the registry says of it: garbage was collected between, a mount or a cached answer was wrong
 * (distribution/distribution#4269, #2945), or a write is not seen everywhere yet. Throws `content-unknown` when that is of no use.
 */
export interface ManifestCopier {
  /** `isPresent`: it is at the destination; then only its listing as a referrer may be missing. */
  put(manifest: Manifest, isPresent: boolean): Promise<void>
  /** All are listed in one go. */
  putReferrers(manifests: readonly Manifest[]): Promise<void>
}

export function createManifestCopier(
  client: RegistryClient,
  source: ContentSource,
  to: ImageName,
  blobs: BlobCopier,
): ManifestCopier {
  const known = new Map<Digest, Manifest>()
  const again = new Map<Digest, Promise<void>>()

  async function put(manifest: Manifest): Promise<void> {
    const { bytes, mediaType } = manifest
    await withAllItNames([manifest], async () => {
      await client.putManifest(to, bytes, mediaType)
    })
  }

  async function withAllItNames(manifests: readonly Manifest[], write: () => Promise<void>): Promise<void> {
    const refusal = await write().then(() => undefined, unknownContent)
    if (refusal === undefined) return
    for (const manifest of manifests) await restoreOnce(manifest)
    await write()
  }

  function restoreOnce(manifest: Manifest): Promise<void> {
    const restoring = again.get(manifest.digest) ?? restore(manifest)
    again.set(manifest.digest, restoring)
    return restoring
  }

  async function restore({ content }: Manifest): Promise<void> {
    const named: readonly Descriptor[] = content.kind === 'index' ? content.manifests : []
    for (const child of named.filter(isManifest)) await put(await source.manifest(child))
    const others = named.filter((child) => !isManifest(child))
    await blobs.copyAgain(content.kind === 'image' ? [content.config, ...content.layers] : others)
    const subject = content.subject === undefined ? undefined : known.get(content.subject.digest)
    if (subject !== undefined) await put(subject)
  }

  return {
    put: async (manifest, isPresent) => {
      known.set(manifest.digest, manifest)
      if (!isPresent || manifest.content.subject !== undefined) await put(manifest)
    },
    putReferrers: async (manifests) => {
      for (const manifest of manifests) known.set(manifest.digest, manifest)
      await withAllItNames(manifests, () => client.putReferrers(to, manifests))
    },
  }
}

function isManifest({ mediaType }: Descriptor): boolean {
  return manifestKind(mediaType) !== undefined
}
