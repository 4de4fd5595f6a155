import {
  isDigest,
  isSeverity,
  parseDigest,
  parseDuration,
  parseImageName,
  parsePinnedImage,
  SEVERITIES,
  type Digest,
  type ImageName,
  type Milliseconds,
  type PinnedImage,
  type Severity,
} from '@promo/core'
import { parseArtifactName } from './artifacts/names.ts'
import { runnerError } from './errors.ts'
import { parseHost, parseSecret, parseToken, refused } from './inputs/grammar.ts'
import type { Field } from './inputs/field.ts'
import type { InputReader } from './inputs/reader.ts'
import { maskAuths, maskCredentials } from './inputs/credentials.ts'

/** The inputs that several actions share, each read in one line: their names and meanings are in the README of each action. */

/** What an action works on: digests, or the text of a release document that names them. */
export type Subjects =
  | { readonly kind: 'images'; readonly images: readonly PinnedImage[] }
  | { readonly kind: 'release'; readonly text: string }

/** An artifact to read and the digest that its producer's job gave for it. */
export interface FromArtifact {
  readonly name: string
  readonly digest: Digest
}

/** Credentials as the inputs give them; without any the Docker configuration counts. */
export interface RegistryAccess {
  readonly username: string | undefined
  readonly password: string | undefined
  /** YAML list of registry, username, password. */
  readonly auths: string | undefined
  /** Hosts with optional port that are spoken to over plain http. */
  readonly insecureRegistries: readonly string[]
  /** For ghcr.io alone, when nothing else gives a credential for it. */
  readonly githubToken: string | undefined
}

/** The Sigstore instance, as texts; undefined means the public one. */
export interface SigstoreAccess {
  readonly signingConfig: string | undefined
  readonly trustedRoot: string | undefined
  /** Instead of the runner's own token. */
  readonly identityToken: string | undefined
  readonly publicLog: boolean
}

export const EVIDENCE_FORMATS = ['bundle', 'legacy'] as const
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number]

/** `images`: at least one. Throws `image-not-pinned`, `image-invalid`, or `output-masked` for `name@` with nothing behind it. */
export function imagesInput(input: InputReader, name = 'images'): Field<readonly PinnedImage[]> {
  return input.all(name, { images: input.list(name, parseSubject) }, ({ images }) => {
    if (images.length > 0) return images
    throw runnerError('input-missing', { input: name }, 'it must name at least one image')
  })
}

/** `images` or `release`, exactly one. */
export function subjectsInput(input: InputReader): Field<Subjects> {
  const fields = { images: input.list('images', parseSubject), text: input.document('release') }
  return input.all<typeof fields, Subjects>('images', fields, ({ images, text }) => {
    if (images.length > 0 && text === undefined) return { kind: 'images', images }
    if (images.length === 0 && text !== undefined) return { kind: 'release', text }
    throw runnerError('input-missing', {}, 'give `images` or `release`, one of the two')
  })
}

/** `from-artifact` with `from-artifact-digest`; an empty digest was dropped on its way. */
export function fromArtifactInput(input: InputReader): Field<FromArtifact | undefined> {
  const fields = {
    name: input.optional('from-artifact', parseArtifactName),
    digest: input.optional('from-artifact-digest', parseArchiveDigest),
  }
  return input.all('from-artifact', fields, ({ name, digest }) => {
    if (name === undefined && digest === undefined) return undefined
    if (name === undefined) throw runnerError('input-missing', {}, '`from-artifact-digest` needs `from-artifact`')
    if (digest !== undefined) return { name, digest }
    throw runnerError('output-masked', { input: 'from-artifact-digest' }, '`from-artifact-digest` is empty')
  })
}

/** `artifact`: the name under which documents are uploaded. */
export function artifactInput(input: InputReader): Field<string | undefined> {
  return input.optional('artifact', parseArtifactName)
}

/** `registry-username`, `registry-password`, `registry-auths`, `insecure-registries`, `token`. */
export function registryInput(input: InputReader): Field<RegistryAccess> {
  const fields = {
    username: input.optional('registry-username', parseUsername),
    password: input.secret('registry-password', parseSecret),
    auths: input.optional('registry-auths', parseSecret),
    insecureRegistries: input.list('insecure-registries', parseHost),
    githubToken: tokenInput(input),
  }
  return input.all('registry-username', fields, (access) => {
    if ((access.username === undefined) !== (access.password === undefined)) {
      throw runnerError('input-missing', {}, '`registry-username` and `registry-password` belong together')
    }
    input.mask(maskCredentials(access.username, access.password))
    input.mask(maskAuths(access.auths))
    return access
  })
}

/** `signing-config`, `trusted-root`, `identity-token`, `public-log`. */
export function sigstoreInput(input: InputReader): Field<SigstoreAccess> {
  return input.all(
    'signing-config',
    {
      signingConfig: input.document('signing-config'),
      trustedRoot: input.document('trusted-root'),
      identityToken: input.secret('identity-token', parseToken),
      publicLog: input.flag('public-log', false),
    },
    (access) => access,
  )
}

/** `token`, masked. `action.yml` defaults it to `${{ github.token }}`. */
export function tokenInput(input: InputReader): Field<string | undefined> {
  return input.secret('token', parseToken)
}

/** `evidence-formats`: both by default. */
export function evidenceFormatsInput(input: InputReader): Field<readonly EvidenceFormat[]> {
  return input.choices('evidence-formats', EVIDENCE_FORMATS, EVIDENCE_FORMATS)
}

/** `evidence-repository`: where evidence is written when not beside the image. */
export function evidenceRepositoryInput(input: InputReader): Field<ImageName | undefined> {
  return input.optional('evidence-repository', parseImageName)
}

/** A severity; throws `input-invalid`. */
export function parseSeverity(text: string): Severity {
  if (isSeverity(text)) return text
  throw runnerError('input-invalid', { found: text.slice(0, 50) }, `not one of ${SEVERITIES.join(', ')}`)
}

/** A whole number from 0; throws `input-invalid`. */
export function parseCount(text: string): number {
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  throw runnerError(
    'input-invalid',
    { found: text.slice(0, 50) },
    `not a whole number: ${JSON.stringify(text.slice(0, 50))}`,
  )
}

/** A duration input with a default written the same way. */
export function durationInput(input: InputReader, name: string, fallback: string): Field<Milliseconds> {
  return input.withDefault(name, parseDuration(fallback), parseDuration)
}

/** Archives are named by `sha256:<hex>`; upload-artifact gives the digits alone, which is the same digest. */
function parseArchiveDigest(text: string): Digest {
  return isDigest(text) ? text : parseDigest(text.startsWith('sha256:') ? text : `sha256:${text}`)
}

/** RFC 7617: a user name holds no colon. */
function parseUsername(text: string): string {
  if (text.length <= 256 && /^[^\s:\p{C}]+$/u.test(text)) return text
  throw refused(text, 'a user name: one word without a colon')
}

function parseSubject(text: string): PinnedImage {
  if (!text.endsWith('@')) return parsePinnedImage(text)
  throw runnerError('output-masked', { found: text.slice(0, 300) }, `${text.slice(0, 300)} has no digest behind the @`)
}
