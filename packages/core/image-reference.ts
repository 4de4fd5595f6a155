import type { Branded } from './brands.ts'
import { isDigest, type Digest } from './digest.ts'
import { defineErrors, type PromoError } from './errors.ts'

/** Registry and repository without tag or digest, as the user wrote it: `ghcr.io/org/app`, `alpine`. */
export type ImageName = Branded<'ImageName'>

/** The parts of an image reference (distribution/reference, `reference.go`, grammar in its package comment). */
export interface ImageReference {
  readonly name: ImageName
  /** Host with optional port of the normal form: `docker.io` for short names. */
  readonly registry: string
  /** Path of the normal form: `library/alpine` for `alpine`. */
  readonly repository: string
  readonly tag?: string
  readonly digest?: Digest
}

/** A reference that names bytes: it has a digest. The tag, when there is one, is decoration. */
export interface PinnedImage extends ImageReference {
  readonly digest: Digest
}

const ALPHANUMERIC = '[a-z0-9]+'
const SEPARATOR = '(?:\\.|_|__|-+)'
const COMPONENT = `${ALPHANUMERIC}(?:${SEPARATOR}${ALPHANUMERIC})*`
const PATH = `${COMPONENT}(?:/${COMPONENT})*`
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const HOST = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])`
const DOMAIN = `${HOST}(?::[0-9]+)?`
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const NAME = `(?:(?:${DOMAIN})/)?${PATH}`
const REFERENCE = new RegExp(`^(?<name>${NAME})(?::(?<tag>${TAG}))?(?:@(?<digest>[^@]+))?$`)
/** docker calls a bare 64-digit name an image id and refuses it (distribution/reference, `anchoredIdentifierRegexp`). */
const IMAGE_ID = /^[0-9a-f]{64}$/
const TAG_ONLY = new RegExp(`^${TAG}$`)

/** distribution/reference `RepositoryNameTotalLengthMax`: of the path in the normal form, without the host. */
const PATH_LENGTH_LIMIT = 255
/** No legal text is longer: a host (RFC 1035 2.3.4) and port, path, tag and digest take less than 800 characters. */
const TEXT_LENGTH_LIMIT = 1024

const imageError = defineErrors('core', {
  'image-invalid': {
    ending: 'configuration',
    remedy: 'Write `registry/name`, `registry/name:tag` or `registry/name@sha256:<64 hex>`, in lower case.',
  },
  'image-not-pinned': {
    ending: 'configuration',
    remedy: 'Name the digest: `name@sha256:<64 hex>`. A tag can move between two reads, a digest cannot.',
  },
})

/** Parses any image reference; throws `image-invalid`. */
export function parseImageReference(text: string): ImageReference {
  const { name, tag, digest } = splitReference(text)
  if (digest !== undefined && !isDigest(digest)) throw invalid(text, 'its digest is not a full sha256 digest')
  if (digest === undefined && tag === undefined && IMAGE_ID.test(name)) {
    throw invalid(text, '64 hexadecimal digits are an image id, not a name')
  }
  const normal = normalForm(name)
  if (normal.repository.length > PATH_LENGTH_LIMIT)
    throw invalid(text, `its path has more than ${PATH_LENGTH_LIMIT} characters`)
  return {
    name: name as ImageName,
    ...normal,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

function splitReference(text: string): { readonly name: string; readonly tag?: string; readonly digest?: string } {
  const groups = text.length <= TEXT_LENGTH_LIMIT ? REFERENCE.exec(text)?.groups : undefined
  const name = groups?.['name']
  if (name === undefined) throw invalid(text, 'it does not follow the grammar of image references')
  return { ...groups, name }
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
  throw invalid(text, 'a repository name without tag or digest is wanted here')
}

export function isPinned(reference: ImageReference): reference is PinnedImage {
  return reference.digest !== undefined
}

export function isTag(text: string): boolean {
  return TAG_ONLY.test(text)
}

/** `name@digest` for a name that was parsed before. */
export function pinImage(name: ImageName, digest: Digest, tag?: string): PinnedImage {
  return { name, ...normalForm(name), ...(tag === undefined ? {} : { tag }), digest }
}

/** Prints what the user wrote: name, tag and digest as far as they are there. */
export function formatImage(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`
  return `${reference.name}${tag}${digest}`
}

/** The distribution project's normal form, `docker.io/library/alpine:3` for `alpine:3`. No tag is made up. */
export function normalReference(reference: ImageReference): string {
  return formatImage({ ...reference, name: canonicalName(reference) as ImageName })
}

/** The canonical name for comparisons: `docker.io/library/alpine` for `alpine` and `index.docker.io/library/alpine`. */
export function canonicalName(reference: Pick<ImageReference, 'registry' | 'repository'>): string {
  return `${reference.registry}/${reference.repository}`
}

/** True when both names denote the same repository in the distribution project's normal form. */
export function sameRepository(a: ImageName, b: ImageName): boolean {
  return canonicalName(normalForm(a)) === canonicalName(normalForm(b))
}

/** distribution/reference `splitDockerDomain`: the first part is a host only with a dot, a port, capitals, or as `localhost`. */
function normalForm(name: string): { readonly registry: string; readonly repository: string } {
  const slash = name.indexOf('/')
  const head = slash < 0 ? '' : name.slice(0, slash)
  const isHost = /[.:]/.test(head) || head === 'localhost' || head.toLowerCase() !== head
  const registry = isHost ? head : 'docker.io'
  const path = isHost ? name.slice(slash + 1) : name
  if (registry !== 'docker.io' && registry !== 'index.docker.io') return { registry, repository: path }
  return { registry: 'docker.io', repository: path.includes('/') ? path : `library/${path}` }
}

function invalid(text: string, why: string): Error {
  const shown = text.slice(0, 200)
  return imageError('image-invalid', { found: shown }, `${JSON.stringify(shown)} is not an image reference: ${why}`)
}

/** The refusal of something that should name a digest and names `found` instead: for readers of files that hold references in parts. */
export function notPinned(what: string, found: string): PromoError {
  return imageError('image-not-pinned', { what, found }, `${what} names ${found}, not a digest`)
}
