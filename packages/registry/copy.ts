import { isPromoError, pinImage, sameRepository, type Digest, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import { copyEvidence } from './copy-evidence.ts'
import { contentOf, registryContent, type Source } from './copy-source.ts'
import { createTreeCopier, type CopyTally } from './copy-tree.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import type { Layout } from './layout.ts'
import type { Manifest } from './manifest.ts'
import { runnablePlatforms, type PlatformImage } from './platforms.ts'
import { putTag, tagOutcome, type TagConflict, type TagResult } from './tag-writes.ts'

const PARALLEL_READS = 8

export interface CopyRequest {
  readonly from: Source
  readonly to: ImageName
  readonly tags: readonly string[]
  /** Also signatures and attestations, in both storage styles. */
  readonly evidence: boolean
  readonly onTagConflict: TagConflict
}

export interface CopyResult {
  readonly digest: Digest
  readonly mediaType: string
  /** Of the root manifest, in bytes. */
  readonly size: number
  /** Every manifest was read back from the destination by digest; a copy that is not equal throws. */
  readonly equal: true
  /** Empty for an artifact that is not an image. */
  readonly platforms: readonly PlatformImage[]
  readonly tally: CopyTally
  readonly tags: readonly TagResult[]
}

export interface CopyPorts {
  readonly registry: RegistryClient
  readonly log?: (line: string) => void
}

/**
 * Copies an image byte for byte: blobs, children and manifest of the subject, then its referrers, then the tags of cosign 2,
 * then proof of equality, and the tags of the request last. A second run moves nothing. Throws `tag-taken` before anything is
 * written when a tag names another digest (unless `keep`), `copy-unequal`, and what the client throws.
 */
export async function copyImage(request: CopyRequest, ports: CopyPorts): Promise<CopyResult> {
  const { registry, log = () => undefined } = ports
  const { to } = request
  const source = contentOf(request.from, registry)
  const root = await source.root()
  for (const tag of request.tags) await tagOutcome(registry, to, tag, root.digest, request.onTagConflict)

  const copier = createTreeCopier(registry, source, to)
  const isRetag = source.repository !== undefined && sameRepository(source.repository, to)
  const tree = await copier.copy(root)
  if (request.evidence && !isRetag) await copyEvidence({ client: registry, source, to, copier, log }, tree)
  const stored = await assertEqual(registry, to, root, tree)

  const tags: TagResult[] = []
  for (const tag of request.tags) tags.push(await putTag(registry, to, tag, stored, request.onTagConflict))
  const { digest, mediaType, bytes } = stored
  const copied = registryContent(pinImage(to, digest), registry)
  const platforms = await runnablePlatforms(copied, stored)
  return { digest, mediaType, size: bytes.byteLength, equal: true, platforms, tally: copier.tally(), tags }
}

/** Pushes the one image of a layout by digest, without a tag, and gives its descriptor. Throws `layout-invalid`. */
export async function pushLayout(client: RegistryClient, layout: Layout, to: ImageName): Promise<Descriptor> {
  const source = contentOf({ kind: 'layout', layout }, client)
  const root = await source.root()
  const tree = await createTreeCopier(client, source, to).copy(root)
  const { digest, mediaType, bytes } = await assertEqual(client, to, root, tree)
  return { mediaType, digest, size: bytes.byteLength }
}

/** Reads every manifest back, which hashes it, and holds its bytes against those of the source. Gives the root. */
async function assertEqual(
  client: RegistryClient,
  to: ImageName,
  root: Descriptor,
  tree: readonly Manifest[],
): Promise<Manifest> {
  const limit = pLimit(PARALLEL_READS)
  const stored = await Promise.all(tree.map(({ digest }) => limit(() => readWritten(client, to, digest))))
  const different = tree.find(({ bytes }, place) => Buffer.compare(stored[place]?.bytes ?? Buffer.of(), bytes) !== 0)
  if (different !== undefined) throw unequal(to, different.digest)
  const found = stored.find(({ digest }) => digest === root.digest)
  if (found === undefined) throw unequal(to, root.digest)
  return found
}

/** A registry may take a moment to show what it has accepted. */
async function readWritten(client: RegistryClient, to: ImageName, digest: Digest): Promise<Manifest> {
  try {
    return await client.manifest(to, digest)
  } catch (error) {
    if (!isPromoError(error) || error.code !== 'manifest-missing') throw error
  }
  await client.waitFor(to, digest)
  return client.manifest(to, digest)
}

function unequal(to: ImageName, digest: Digest): Error {
  return registryError('copy-unequal', { to, digest }, `${to} does not hold the bytes of ${digest}`)
}
