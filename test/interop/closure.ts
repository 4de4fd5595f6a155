import { parseImageName, type Digest, type ImageName } from '@promo/core'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { httpOver, steppingClock } from '@promo/registry/testing'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'

/** Every manifest that an image and its evidence consist of, in both forms, and every blob of those. */
export interface Closure {
  readonly manifests: readonly Digest[]
  readonly blobs: readonly Digest[]
}

export function imageName(repository: string): ImageName {
  return parseImageName(`ghcr.io/${repository}`)
}

export function clientOf({ handler }: SandboxRegistry): RegistryClient {
  return createRegistryClient({
    http: httpOver({ 'ghcr.io': handler }),
    credentials: ANONYMOUS,
    clock: steppingClock(),
  })
}

export async function closureOf(registry: SandboxRegistry, repository: string, root: Digest): Promise<Closure> {
  const client = clientOf(registry)
  const name = imageName(repository)
  const manifests = new Set<Digest>()
  const blobs = new Set<Digest>()
  const visit = async (digest: Digest): Promise<void> => {
    if (manifests.has(digest)) return
    manifests.add(digest)
    const { content } = await client.manifest(name, digest)
    if (content.kind === 'image') for (const blob of [content.config, ...content.layers]) blobs.add(blob.digest)
    else for (const child of content.manifests) await visit(child.digest)
    for (const referrer of await client.referrers(name, digest)) await visit(referrer.digest)
  }
  await visit(root)
  for (const [tag, digest] of registry.tags(repository)) if (/\.(?:sig|att)$/.test(tag)) await visit(digest)
  return { manifests: [...manifests], blobs: [...blobs] }
}

/** Another registry with all that is in the repository. */
export function cloneOf(source: SandboxRegistry, repository: string, { manifests, blobs }: Closure): SandboxRegistry {
  const clone = createSandboxRegistry({ switches: source.switches })
  for (const digest of blobs) clone.seedBlob(repository, source.blob(repository, digest) ?? '')
  const seed = (digest: Digest, tag?: string): void => {
    const held = source.manifest(repository, digest)
    if (held !== undefined) clone.seedManifest(repository, held.bytes, held.mediaType, tag)
  }
  for (const digest of manifests) seed(digest)
  for (const [tag, digest] of source.tags(repository)) seed(digest, tag)
  return clone
}
