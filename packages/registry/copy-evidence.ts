import { isPromoError, parseImageReference, type Digest, type ImageName } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import type { ContentSource } from './copy-source.ts'
import type { TreeCopier } from './copy-tree.ts'
import type { Descriptor } from './descriptor.ts'
import { LEGACY_TAG } from './evidence-tags.ts'
import { copyLegacyTag } from './legacy-tag.ts'
import type { Manifest } from './manifest.ts'
import { manifestKind } from './media-types.ts'

export interface EvidenceCopy {
  readonly client: RegistryClient
  readonly source: ContentSource
  readonly to: ImageName
  readonly copier: TreeCopier
  readonly log: (line: string) => void
}

/** A signature of an attestation has use, deeper chains have none. */
const DEPTH_LIMIT = 3
const PARALLEL_REFERRERS = 4

/** Copies what refers to each manifest of an image, and what refers to that; then the tags of cosign 2. */
export async function copyEvidence(copy: EvidenceCopy, tree: readonly Manifest[]): Promise<void> {
  const seen = new Set(tree.map(({ digest }) => digest))
  await Promise.all(tree.map(({ digest }) => copyReferrers(copy, digest, seen, 0)))
  const from = copy.source.repository
  if (from === undefined) return
  const tags = tree.flatMap(({ digest }) => Object.values(LEGACY_TAG).map((tag) => tag(digest)))
  const found = await Promise.all(tags.map((tag) => copy.client.resolve(parseImageReference(`${from}:${tag}`))))
  for (const [place, tag] of tags.entries()) {
    const manifest = found[place]
    if (manifest !== undefined) await copyLegacyTag(copy, manifest, tag)
  }
}

async function copyReferrers(copy: EvidenceCopy, subject: Digest, seen: Set<Digest>, depth: number): Promise<void> {
  const limit = pLimit(PARALLEL_REFERRERS)
  const fresh = (await copy.source.referrers(subject)).filter(
    ({ digest, mediaType }) => !seen.has(digest) && manifestKind(mediaType) !== undefined,
  )
  for (const { digest } of fresh) seen.add(digest)
  await Promise.all(
    fresh.map((descriptor) =>
      limit(async () => {
        if (!(await refersTo(copy, descriptor, subject))) return
        await copy.copier.copy(descriptor)
        copy.copier.countReferrer()
        if (depth < DEPTH_LIMIT) await copyReferrers(copy, descriptor.digest, seen, depth + 1)
      }),
    ),
  )
}

/** A listing is only a hint: what it names may be gone, or may refer to something else. */
async function refersTo({ source, log }: EvidenceCopy, descriptor: Descriptor, subject: Digest): Promise<boolean> {
  try {
    const { content } = await source.manifest(descriptor)
    if (content.subject?.digest === subject) return true
    log(`${descriptor.digest} is listed for ${subject} but does not refer to it: not copied`)
  } catch (error) {
    if (!isPromoError(error) || error.code !== 'manifest-missing') throw error
    log(`${descriptor.digest} is listed for ${subject} but is not there: not copied`)
  }
  return false
}
