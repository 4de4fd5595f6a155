import type { Digest, ImageName, PinnedImage } from '@promo/core'
import type { RegistryClient } from './client.ts'
import type { Descriptor } from './descriptor.ts'
import { layoutImage, type Layout } from './layout.ts'
import { describeManifest, type Manifest } from './manifest.ts'
import { readOnce } from './read-once.ts'

/** Where an image is copied from. */
export type Source =
  { readonly kind: 'image'; readonly image: PinnedImage } | { readonly kind: 'layout'; readonly layout: Layout }

/** What a copy reads from: the same for a registry and a layout. */
export interface ContentSource {
  /** For blob mounts and for evidence; a layout has neither. */
  readonly repository: ImageName | undefined
  root(): Promise<Descriptor>
  manifest(descriptor: Pick<Descriptor, 'digest' | 'mediaType'>): Promise<Manifest>
  blob(descriptor: Pick<Descriptor, 'digest' | 'size'>): AsyncIterable<Uint8Array>
  referrers(subject: Digest): Promise<readonly Descriptor[]>
}

/** The digest that is asked for, known before anything is read. */
export function digestOfSource(source: Source): Digest {
  return source.kind === 'image' ? source.image.digest : layoutImage(source.layout).digest
}

export function contentOf(source: Source, client: RegistryClient): ContentSource {
  return source.kind === 'image' ? registryContent(source.image, client) : layoutContent(source.layout)
}

/** An image of a registry. A manifest is read once: its digest says all. */
export function registryContent({ name, digest }: PinnedImage, client: RegistryClient): ContentSource {
  const once = readOnce(client)
  return {
    repository: name,
    root: async () => describeManifest(await once.manifest(name, digest)),
    manifest: (descriptor) => once.manifest(name, descriptor.digest),
    blob: (descriptor) => client.blob(name, descriptor),
    referrers: (subject) => client.referrers(name, subject),
  }
}

/** The one image of a layout. */
export function layoutContent(layout: Layout): ContentSource {
  return {
    repository: undefined,
    root: () => Promise.resolve(layoutImage(layout)),
    manifest: (descriptor) => layout.manifest(descriptor),
    blob: (descriptor) => layout.blob(descriptor),
    referrers: () => Promise.resolve([]),
  }
}
