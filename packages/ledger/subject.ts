import {
  parseCommit,
  parseDigest,
  parseEnvironmentName,
  parseImageReference,
  parseLegName,
  parseRepositoryName,
  type CommitSha,
  type Digest,
  type EnvironmentName,
  type ImageReference,
  type LegName,
  type RepositoryName,
} from '@promo/core'
import { ledgerError } from './errors.ts'

/** What a trace starts from, whichever end of the chain it is. */
export type Subject =
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'image'; readonly reference: ImageReference }
  | { readonly kind: 'commit'; readonly sha: CommitSha }
  | { readonly kind: 'pull-request'; readonly repository: RepositoryName | undefined; readonly number: number }
  | { readonly kind: 'environment'; readonly environment: EnvironmentName; readonly app: LegName | undefined }
  | { readonly kind: 'pods'; readonly path: string }

const PULL_REQUEST = /^#?(?<number>[1-9][0-9]{0,8})$/
const PULL_REQUEST_URL = /^https:\/\/[^/]+\/(?<repository>[^/]+\/[^/]+)\/pull\/(?<number>[1-9][0-9]{0,8})\/?$/
const ENVIRONMENT = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)?$/

/** Parses what a trace starts from; throws `subject-invalid`, or the code of the part that is malformed. */
export function parseSubject(text: string): Subject {
  if (/^sha256:/.test(text)) return { kind: 'digest', digest: parseDigest(text) }
  if (/^[0-9a-f]{40}$/.test(text)) return { kind: 'commit', sha: parseCommit(text) }
  const pull = (PULL_REQUEST.exec(text) ?? PULL_REQUEST_URL.exec(text))?.groups
  if (pull !== undefined) return pullRequest(pull['repository'], Number(pull['number']))
  if (/\.json$/.test(text) && !text.includes('@')) return { kind: 'pods', path: text }
  return ENVIRONMENT.test(text) ? environment(text) : image(text)
}

function image(text: string): Subject {
  const reference = referenceOf(text)
  if (reference.digest !== undefined || reference.tag !== undefined) return { kind: 'image', reference }
  throw ledgerError('subject-invalid', { found: text }, `${text} names neither a digest nor a tag`)
}

function referenceOf(text: string): ImageReference {
  try {
    return parseImageReference(text)
  } catch (cause) {
    const found = JSON.stringify(text.slice(0, 200))
    throw ledgerError('subject-invalid', { found }, `${found} is nothing that can be traced`, { cause })
  }
}

function pullRequest(repository: string | undefined, number: number): Subject {
  return {
    kind: 'pull-request',
    repository: repository === undefined ? undefined : parseRepositoryName(repository),
    number,
  }
}

function environment(text: string): Subject {
  const [name = '', app] = text.split('/')
  return {
    kind: 'environment',
    environment: parseEnvironmentName(name),
    app: app === undefined ? undefined : parseLegName(app),
  }
}
