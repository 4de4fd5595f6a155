import type { Branded } from './brands.ts'
import { defineErrors } from './errors.ts'

/** A full Git commit id, 40 lower-case hexadecimal digits. */
export type CommitSha = Branded<'CommitSha'>
/** The name of one image of `promo.yaml`: a matrix leg. */
export type LegName = Branded<'LegName'>
/** The name of an environment of `promo.yaml`. */
export type EnvironmentName = Branded<'EnvironmentName'>
/** `owner/name` of a repository on the forge. */
export type RepositoryName = Branded<'RepositoryName'>

export const COMMIT_PATTERN = /^[0-9a-f]{40}$/
export const NAME_PATTERN = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/
/** GitHub: owner of letters, digits and single hyphens; repository of letters, digits, `.`, `_` and `-`. */
export const REPOSITORY_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

const nameError = defineErrors('core', {
  'commit-invalid': { ending: 'configuration', remedy: 'Give a full commit id of 40 lower-case hexadecimal digits.' },
  'name-invalid': {
    ending: 'configuration',
    remedy:
      'Use lower-case letters, digits, `.`, `_` and `-`, starting and ending with a letter or digit, at most 64 characters.',
  },
  'repository-invalid': { ending: 'configuration', remedy: 'Write the repository as `owner/name`.' },
})

export function parseCommit(text: string): CommitSha {
  if (COMMIT_PATTERN.test(text)) return text as CommitSha
  throw nameError('commit-invalid', { found: clip(text) }, `not a commit id: ${JSON.stringify(clip(text))}`)
}

export function parseLegName(text: string): LegName {
  return parseName(text, 'leg') as LegName
}

export function parseEnvironmentName(text: string): EnvironmentName {
  return parseName(text, 'environment') as EnvironmentName
}

export function parseRepositoryName(text: string): RepositoryName {
  if (REPOSITORY_PATTERN.test(text)) return text as RepositoryName
  throw nameError('repository-invalid', { found: clip(text) }, `not a repository: ${JSON.stringify(clip(text))}`)
}

function parseName(text: string, kind: string): string {
  if (NAME_PATTERN.test(text)) return text
  throw nameError('name-invalid', { kind, found: clip(text) }, `not a name of a ${kind}: ${JSON.stringify(clip(text))}`)
}

function clip(text: string): string {
  return text.slice(0, 100)
}
