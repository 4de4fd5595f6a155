import { isPromoError, sameRepository, type Digest, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import { copyEvidence } from './copy-evidence.ts'
import { contentOf, digestOfSource, type ContentSource, type Source } from './copy-source.ts'
import type { CopyTally } from './copy-tally.ts'
import { createTreeCopier, type TreeCopier } from './copy-tree.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { findEvidence, type FoundEvidence } from './find-evidence.ts'
import type { Layout } from './layout.ts'
import type { Manifest } from './manifest.ts'
import { runnablePlatforms, type PlatformImage } from './platforms.ts'
import { readTree } from './read-tree.ts'
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
 * Copies an image byte for byte: blobs, children and manifest of the subject, then its referrers and the tags of cosign 2,
 * with proof of equality, and the tags of the request last. Within one repository only tags are put, on manifests that were
 * all read. A second run moves nothing. Throws `tag-taken` before anything is written when a tag names another digest
 * (unless `keep`), `copy-unequal`, and what the client throws.
 */
export async function copyImage(request: CopyRequest, ports: CopyPorts): Promise<CopyResult> {
  const { registry, log = () => undefined } = ports
  const { to } = request
  const source = contentOf(request.from, registry)
  const outcomes = (digest: Digest): Promise<readonly TagResult[]> =>
    Promise.all(request.tags.map((tag) => tagOutcome(registry, to, tag, digest, request.onTagConflict)))
  const [root, free] = await Promise.all([source.root(), outcomes(digestOfSource(request.from))])

  const copier = createTreeCopier(registry, source, to)
  const isRetag = source.repository !== undefined && sameRepository(source.repository, to)
  const stored = await source.manifest(root)
  const [platforms] = await Promise.all([
    runnablePlatforms(source, stored),
    isRetag ? readTree(source, root) : copyAndProve(request, { registry, log }, { source, root, copier }),
  ])
  const tags: TagResult[] = []
  for (const outcome of isRetag ? free : await outcomes(root.digest))
    tags.push(await putTag(registry, to, stored, outcome))
  const { digest, mediaType, bytes } = stored
  return { digest, mediaType, size: bytes.byteLength, equal: true, platforms, tally: copier.tally(), tags }
}

interface Copying {
  readonly source: ContentSource
  readonly root: Descriptor
  readonly copier: TreeCopier
}

async function copyAndProve(
  { to, evidence }: CopyRequest,
  { registry, log }: Required<CopyPorts>,
  { source, root, copier }: Copying,
): Promise<void> {
  const client = registry
  const find = async (): Promise<FoundEvidence | undefined> =>
    evidence ? findEvidence({ client, source, log }, await readTree(source, root)) : undefined
  const [tree, found] = await Promise.all([copier.copy(root), find()])
  await Promise.all([
    assertEqual(client, to, tree),
    found === undefined ? undefined : copyEvidence({ client, to, copier }, found),
  ])
}

/** Pushes the one image of a layout by digest, without a tag, and gives its descriptor. Throws `layout-invalid`. */
export async function pushLayout(client: RegistryClient, layout: Layout, to: ImageName): Promise<Descriptor> {
  const source = contentOf({ kind: 'layout', layout }, client)
  const root = await source.root()
  await assertEqual(client, to, await createTreeCopier(client, source, to).copy(root))
  return root
}

/** Reads every manifest back, which hashes it, and holds its bytes against those of the source. */
async function assertEqual(client: RegistryClient, to: ImageName, tree: readonly Manifest[]): Promise<void> {
  const limit = pLimit(PARALLEL_READS)
  const stored = await Promise.all(tree.map(({ digest }) => limit(() => readWritten(client, to, digest))))
  const different = tree.find(({ bytes }, place) => Buffer.compare(stored[place]?.bytes ?? Buffer.of(), bytes) !== 0)
  if (different !== undefined) throw unequal(to, different.digest)
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
