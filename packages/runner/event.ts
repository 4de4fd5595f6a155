import { readFileSync, statSync } from 'node:fs'
import { parseJson, type JsonValue } from '@promo/core'

export type Visibility = 'public' | 'private' | 'internal' | 'unknown'

/** The parts of a pull request that decide whom to trust. An id is undefined when that repository was deleted. */
export interface PullRequest {
  readonly number: number
  readonly headSha: string
  readonly headRef: string
  readonly headRepositoryId: string | undefined
  readonly baseRef: string
  readonly baseSha: string
  readonly baseRepositoryId: string | undefined
}

/** A group of a merge queue (webhook `merge_group`). */
export interface MergeGroup {
  readonly headSha: string
  readonly headRef: string
  readonly baseSha: string
  readonly baseRef: string
}

/** GitHub caps webhook payloads at 25 MB. */
const EVENT_SIZE_LIMIT = 26 * 1024 * 1024

/** The payload at `GITHUB_EVENT_PATH`; null when there is none or it cannot be read, which trusts nothing. */
export function readEvent(path: string | undefined): JsonValue {
  if (path === undefined || path === '') return null
  try {
    if (statSync(path).size > EVENT_SIZE_LIMIT) return null
    return parseJson(readFileSync(path), { maxBytes: EVENT_SIZE_LIMIT })
  } catch {
    return null
  }
}

export function repositoryFacts(event: JsonValue): { visibility: Visibility; defaultBranch: string | undefined } {
  const repository = member(event, 'repository')
  const branch = member(repository, 'default_branch')
  return { visibility: visibilityOf(repository), defaultBranch: typeof branch === 'string' ? branch : undefined }
}

function visibilityOf(repository: JsonValue): Visibility {
  const visibility = member(repository, 'visibility')
  if (visibility === 'public' || visibility === 'private' || visibility === 'internal') return visibility
  const isPrivate = member(repository, 'private')
  return isPrivate === true ? 'private' : isPrivate === false ? 'public' : 'unknown'
}

/** The pull request of a payload that carries one; undefined for other events and for payloads without its core. */
export function pullRequestOf(event: JsonValue): PullRequest | undefined {
  const pull = member(event, 'pull_request')
  const head = member(pull, 'head')
  const base = member(pull, 'base')
  const number = member(pull, 'number')
  if (typeof number !== 'number') return undefined
  return {
    number,
    headSha: text(head, 'sha'),
    headRef: text(head, 'ref'),
    headRepositoryId: identifier(member(head, 'repo')),
    baseRef: text(base, 'ref'),
    baseSha: text(base, 'sha'),
    baseRepositoryId: identifier(member(base, 'repo')),
  }
}

export function mergeGroupOf(event: JsonValue): MergeGroup | undefined {
  const group = member(event, 'merge_group')
  if (group === null) return undefined
  return {
    headSha: text(group, 'head_sha'),
    headRef: text(group, 'head_ref'),
    baseSha: text(group, 'base_sha'),
    baseRef: text(group, 'base_ref'),
  }
}

/** A member of an object that came from outside; null for everything that is not there. */
export function member(value: JsonValue, key: string): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return null
  const found: unknown = Reflect.get(value, key)
  return found as JsonValue
}

function text(value: JsonValue, key: string): string {
  const found = member(value, key)
  return typeof found === 'string' ? found : ''
}

function identifier(repository: JsonValue): string | undefined {
  const id = member(repository, 'id')
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined
}
