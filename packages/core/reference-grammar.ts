import { defineErrors } from './errors.ts'

/** The parts of an image reference as the grammar has them (distribution/reference, `reference.go`, package comment). */
export interface ReferenceParts {
  /** Registry and repository as they were written. */
  readonly name: string
  /** Host with optional port of the normal form: `docker.io` for short names. */
  readonly registry: string
  /** Path of the normal form: `library/alpine` for `alpine`. */
  readonly repository: string
  readonly tag?: string
  /** Of any algorithm in `DIGEST_FORMS`. */
  readonly digest?: string
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
const PATH_ONLY = new RegExp(`^${PATH}$`)

/** distribution/reference `RepositoryNameTotalLengthMax`: of the path in the normal form, without the host. */
const PATH_LENGTH_LIMIT = 255
/** No legal text is longer: a host (RFC 1035 2.3.4) and port, path, tag and digest take less than 800 characters. */
const TEXT_LENGTH_LIMIT = 1024
/** The algorithms that go-digest knows (`algorithm.go`), which the distribution project takes. */
const DIGEST_FORMS = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/

const grammarError = defineErrors('core', {
  'image-invalid': {
    ending: 'configuration',
    remedy: 'Write `registry/name`, `registry/name:tag` or `registry/name@sha256:<64 hex>`, in lower case.',
  },
})

/** Takes a reference apart, with a digest of any algorithm of the grammar; throws `image-invalid`. */
export function readReferenceParts(text: string): ReferenceParts {
  const { name, tag, digest } = split(text)
  if (digest !== undefined && !DIGEST_FORMS.test(digest)) throw notReference(text, 'its digest is not a full digest')
  if (digest === undefined && tag === undefined && IMAGE_ID.test(name)) {
    throw notReference(text, '64 hexadecimal digits are an image id, not a name')
  }
  const normal = normalForm(name)
  // `[2001]` may stand for a host, and is none without a colon.
  if (!PATH_ONLY.test(normal.repository)) throw notReference(text, 'its path does not follow the grammar of names')
  if (normal.repository.length > PATH_LENGTH_LIMIT)
    throw notReference(text, `its path has more than ${PATH_LENGTH_LIMIT} characters`)
  return { name, ...normal, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) }
}

function split(text: string): { readonly name: string; readonly tag?: string; readonly digest?: string } {
  const groups = text.length <= TEXT_LENGTH_LIMIT ? REFERENCE.exec(text)?.groups : undefined
  const name = groups?.['name']
  if (name === undefined) throw notReference(text, 'it does not follow the grammar of image references')
  return { ...groups, name }
}

export function isTag(text: string): boolean {
  return TAG_ONLY.test(text)
}

/** The reference as it was written: name, tag and digest as far as they are there. */
export function formatParts({ name, tag, digest }: Pick<ReferenceParts, 'name' | 'tag' | 'digest'>): string {
  return `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}

/** The distribution project's normal form, `docker.io/library/alpine:3` for `alpine:3`. No tag is made up. */
export function normalReference(parts: ReferenceParts): string {
  return formatParts({ ...parts, name: `${parts.registry}/${parts.repository}` })
}

/** distribution/reference `splitDockerDomain`: the first part is a host only with a dot, a port, capitals, or as `localhost`. */
export function normalForm(name: string): { readonly registry: string; readonly repository: string } {
  const slash = name.indexOf('/')
  const head = slash < 0 ? '' : name.slice(0, slash)
  const isHost = /[.:]/.test(head) || head === 'localhost' || head.toLowerCase() !== head
  const registry = isHost ? head : 'docker.io'
  const path = isHost ? name.slice(slash + 1) : name
  if (registry !== 'docker.io' && registry !== 'index.docker.io') return { registry, repository: path }
  return { registry: 'docker.io', repository: path.includes('/') ? path : `library/${path}` }
}

/** `image-invalid`: the refusal of a text, with its first 200 characters. */
export function notReference(text: string, why: string): Error {
  const shown = text.slice(0, 200)
  return grammarError('image-invalid', { found: shown }, `${JSON.stringify(shown)} is not an image reference: ${why}`)
}
