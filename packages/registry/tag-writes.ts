import { isTag, parseImageReference, type Digest, type ImageName } from '@promo/core'
import type { RegistryClient } from './client.ts'
import { registryError } from './errors.ts'
import type { Manifest } from './manifest.ts'

/** `fail`: a tag on another digest is an error. `keep`: it stays where it is. A tag is never moved. */
export type TagConflict = 'fail' | 'keep'

export interface TagResult {
  readonly tag: string
  /** What the tag names now. */
  readonly digest: Digest
  readonly outcome: 'created' | 'unchanged' | 'kept'
}

/** What would become of the tag; `created` while it is free. Throws `tag-taken`, or `registry-refused` for what is no tag. */
export async function tagOutcome(
  client: RegistryClient,
  name: ImageName,
  tag: string,
  digest: Digest,
  onConflict: TagConflict,
): Promise<TagResult> {
  if (!isTag(tag))
    throw registryError('registry-refused', { tag: tag.slice(0, 200) }, 'this is not a tag', { remedy: TAG_REMEDY })
  const present = await client.resolve(parseImageReference(`${name}:${tag}`))
  if (present === undefined) return { tag, digest, outcome: 'created' }
  if (present.digest === digest) return { tag, digest, outcome: 'unchanged' }
  if (onConflict === 'keep') return { tag, digest: present.digest, outcome: 'kept' }
  const facts = { name, tag, found: present.digest, wanted: digest }
  throw registryError('tag-taken', facts, `${name}:${tag} is ${present.digest} already, not ${digest}`)
}

const TAG_REMEDY = 'A tag has at most 128 of the characters A-Z a-z 0-9 _ . - and starts with neither . nor -.'

/** Puts a tag that was found free on a manifest that is there, and reads it back: another writer may have come between. */
export async function putTag(
  client: RegistryClient,
  name: ImageName,
  manifest: Manifest,
  found: TagResult,
): Promise<TagResult> {
  const { tag, outcome } = found
  if (outcome !== 'created') return found
  await client.putManifest(name, manifest.bytes, manifest.mediaType, tag)
  const after = await client.manifest(name, { tag })
  if (after.digest === manifest.digest) return found
  const facts = { name, tag, found: after.digest, wanted: manifest.digest }
  throw registryError('tag-taken', facts, `${name}:${tag} became ${after.digest} while ${manifest.digest} was tagged`)
}
