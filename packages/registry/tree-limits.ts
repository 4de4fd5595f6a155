import type { Digest } from '@promo/core'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { describeManifest, type Manifest } from './manifest.ts'

export type ManifestPointer = Pick<Descriptor, 'digest' | 'mediaType' | 'size'>

/** An index may hold an index (image-spec, image-index.md); deeper nesting has no use. */
export const DEPTH_LIMIT = 4
export const MANIFEST_COUNT_LIMIT = 5000

/** Throws `manifest-invalid` when a manifest is not as long as its descriptor says (OCI image-spec, descriptor.md, `size`). */
export function assertSize(manifest: Manifest, { digest, size }: Pick<Descriptor, 'digest' | 'size'>): void {
  const found = describeManifest(manifest).size
  if (found === size) return
  throw registryError(
    'manifest-invalid',
    { digest, expected: size, found },
    `${digest} has ${found} bytes, its descriptor says ${size}`,
  )
}

/** `manifest-invalid`: more nesting or more manifests than any image has. */
export function tooDeep(digest: Digest): Error {
  return registryError('manifest-invalid', { digest }, `${digest} is part of a tree that is too deep or too large`)
}
