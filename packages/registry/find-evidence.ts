import { isPromoError, parseImageReference, type Digest } from '@promo/core'
import pLimit from 'p-limit'
import type { RegistryClient } from './client.ts'
import type { ContentSource } from './copy-source.ts'
import type { Descriptor } from './descriptor.ts'
import { LEGACY_TAG } from './evidence-tags.ts'
import { manifestKind } from './media-types.ts'

export interface FoundEvidence {
  /** What refers to the image and its children, then what refers to that, and so on; each digest once. */
  readonly referrers: readonly (readonly Descriptor[])[]
  /** The tags of cosign 2 that exist, of the image and its children. */
  readonly legacy: readonly { readonly tag: string; readonly manifest: Descriptor }[]
}

export interface EvidenceSource {
  readonly client: RegistryClient
  readonly source: ContentSource
  readonly log: (line: string) => void
}

/** A signature of an attestation has use, deeper chains have none. */
const DEPTH_LIMIT = 4
const PARALLEL_READS = 8

/** Finds all evidence on these manifests, in both storage styles; of a layout there is none. */
export async function findEvidence(from: EvidenceSource, tree: readonly Digest[]): Promise<FoundEvidence> {
  const [referrers, legacy] = await Promise.all([findReferrers(from, tree), findLegacy(from, tree)])
  return { referrers, legacy }
}

async function findReferrers(from: EvidenceSource, tree: readonly Digest[]): Promise<FoundEvidence['referrers']> {
  const limit = pLimit(PARALLEL_READS)
  const seen = new Set(tree)
  const levels: (readonly Descriptor[])[] = []
  for (let subjects = tree; subjects.length > 0 && levels.length < DEPTH_LIMIT;) {
    const found = await Promise.all(subjects.map((subject) => limit(() => referrersOf(from, subject, seen))))
    levels.push(found.flat())
    subjects = found.flat().map(({ digest }) => digest)
  }
  return levels.filter((level) => level.length > 0)
}

async function referrersOf(from: EvidenceSource, subject: Digest, seen: Set<Digest>): Promise<readonly Descriptor[]> {
  const listed = (await from.source.referrers(subject)).filter(
    ({ digest, mediaType }) => !seen.has(digest) && manifestKind(mediaType) !== undefined,
  )
  for (const { digest } of listed) seen.add(digest)
  const refers = await Promise.all(listed.map((descriptor) => refersTo(from, descriptor, subject)))
  return listed.filter((_, place) => refers[place])
}

/** A listing is only a hint: what it names may be gone, or may refer to something else. */
async function refersTo({ source, log }: EvidenceSource, descriptor: Descriptor, subject: Digest): Promise<boolean> {
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

async function findLegacy(
  { client, source }: EvidenceSource,
  tree: readonly Digest[],
): Promise<FoundEvidence['legacy']> {
  const { repository } = source
  if (repository === undefined) return []
  const limit = pLimit(PARALLEL_READS)
  const tags = tree.flatMap((digest) => Object.values(LEGACY_TAG).map((tag) => tag(digest)))
  const found = await Promise.all(
    tags.map((tag) => limit(() => client.resolve(parseImageReference(`${repository}:${tag}`)))),
  )
  return tags.flatMap((tag, place) => {
    const manifest = found[place]
    return manifest === undefined ? [] : [{ tag, manifest }]
  })
}
