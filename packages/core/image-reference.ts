import type { Branded } from './brands.ts'
import { isDigest, type Digest } from './digest.ts'
import { defineErrors, type PromoError } from './errors.ts'
import { formatParts, normalForm, notReference, readReferenceParts, type ReferenceParts } from './reference-grammar.ts'

/** Registry and repository without tag or digest, as the user wrote it: `ghcr.io/org/app`, `alpine`. */
export type ImageName = Branded<'ImageName'>

/** A reference that promo acts on: its digest, when there is one, is sha256. */
export interface ImageReference extends ReferenceParts {
  readonly name: ImageName
  readonly digest?: Digest
}

/** A reference that names bytes: it has a digest. The tag, when there is one, is decoration. */
export interface PinnedImage extends ImageReference {
  readonly digest: Digest
}

const imageError = defineErrors('core', {
  'image-not-pinned': {
    ending: 'configuration',
    remedy: 'Name the digest: `name@sha256:<64 hex>`. A tag can move between two reads, a digest cannot.',
  },
})

/** Parses any image reference; throws `image-invalid`, for a digest of another algorithm than sha256 too. */
export function parseImageReference(text: string): ImageReference {
  const { digest, ...parts } = readReferenceParts(text)
  if (digest !== undefined && !isDigest(digest)) throw notReference(text, 'its digest is not a full sha256 digest')
  return { ...parts, name: parts.name as ImageName, ...(digest === undefined ? {} : { digest }) }
}

/** Parses a reference that must carry a digest; throws `image-invalid`, or `image-not-pinned` for a bare name or tag. */
export function parsePinnedImage(text: string): PinnedImage {
  const reference = parseImageReference(text)
  if (isPinned(reference)) return reference
  throw imageError(
    'image-not-pinned',
    { found: text },
    `${text} names ${reference.tag === undefined ? 'no digest' : 'a tag'}, not a digest`,
  )
}

/** Parses a bare name; throws `image-invalid` when a tag or digest is there too. */
export function parseImageName(text: string): ImageName {
  const reference = parseImageReference(text)
  if (reference.tag === undefined && reference.digest === undefined) return reference.name
  throw notReference(text, 'a repository name without tag or digest is wanted here')
}

export function isPinned(reference: ImageReference): reference is PinnedImage {
  return reference.digest !== undefined
}

/** `name@digest` for a name that was parsed before. */
export function pinImage(name: ImageName, digest: Digest, tag?: string): PinnedImage {
  return { name, ...normalForm(name), ...(tag === undefined ? {} : { tag }), digest }
}

/** Prints what the user wrote: name, tag and digest as far as they are there. */
export function formatImage(reference: ImageReference): string {
  return formatParts(reference)
}

/** The canonical name for comparisons: `docker.io/library/alpine` for `alpine` and `index.docker.io/library/alpine`. */
export function canonicalName(reference: Pick<ImageReference, 'registry' | 'repository'>): string {
  return `${reference.registry}/${reference.repository}`
}

/** True when both names denote the same repository in the distribution project's normal form. */
export function sameRepository(a: ImageName, b: ImageName): boolean {
  return canonicalName(normalForm(a)) === canonicalName(normalForm(b))
}

/** The refusal of something that should name a digest and names `found` instead: for readers of files that hold references in parts. */
export function notPinned(what: string, found: string): PromoError {
  return imageError('image-not-pinned', { what, found }, `${what} names ${found}, not a digest`)
}
