import type { CacheScopes } from './host.ts'
import { pick, textAt, type JsonObject } from './json-object.ts'

export interface RepositoryFacts {
  readonly fullName: string
  readonly id: number
  readonly owner: { readonly id: number; readonly login: string }
  readonly visibility: string
  readonly defaultBranch: string
}

/** What the run was started by, in the form `on:` and the github context need it. */
export interface EventFacts {
  readonly name: string
  readonly action: string | undefined
  /** Full ref: `refs/heads/…`, `refs/tags/…`, `refs/pull/N/merge`. */
  readonly ref: string
  readonly sha: string
  readonly payload: JsonObject
  readonly actor: { readonly id: number; readonly login: string }
}

/** What stays the same in every job of one attempt of a run. */
export interface RunFacts {
  readonly id: number
  readonly number: number
  readonly attempt: number
  readonly repository: RepositoryFacts
  readonly event: EventFacts
  readonly refProtected: boolean
  readonly workflowName: string
  /** `owner/name/.github/workflows/file.yml@ref` of the file that was triggered. */
  readonly workflowRef: string
  readonly workflowSha: string
  readonly triggeringActor: string
}

export const SERVER_URL = 'https://github.com'
export const API_URL = 'https://api.github.com'

export function refType(ref: string): string {
  return ref.startsWith('refs/tags/') ? 'tag' : 'branch'
}

/** `refs/heads/a/b` → `a/b`, `refs/pull/7/merge` → `7/merge`. */
export function refName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '')
}

/** Where GitHub lists a run: `sha` and branch, but for a pull request its head, for `pull_request_target` too. */
export function runHead({ name, ref, sha, payload }: EventFacts): {
  readonly headSha: string
  readonly headBranch: string
} {
  const head = name.startsWith('pull_request') ? pick(payload, 'pull_request', 'head') : undefined
  return { headSha: textAt(head, 'sha') || sha, headBranch: textAt(head, 'ref') || refName(ref) }
}

/** Caches are written for the run's ref, and read from it, the base of its pull request and the default branch (GitHub docs, "Dependency caching reference"). */
export function cacheScopes({ event, repository }: RunFacts): CacheScopes {
  const base = textAt(event.payload, 'pull_request', 'base', 'ref')
  const branches = [base, repository.defaultBranch].filter((branch) => branch !== '')
  const read = [...new Set([event.ref, ...branches.map((branch) => `refs/heads/${branch}`)])]
  return { repository: repository.fullName, write: event.ref, read }
}

/** Head repository of a pull request differs from the base: no secrets, a token that only reads. */
export function isFromFork({ event, repository }: RunFacts): boolean {
  if (event.name !== 'pull_request') return false
  return pick(event.payload, 'pull_request', 'head', 'repo', 'id') !== repository.id
}

/**
 * The part of the github context that every job of a run shares (GitHub docs, "Contexts", github);
 * in a called workflow it is the caller's.
 */
export function githubContext(run: RunFacts, token: string): JsonObject {
  const { repository, event } = run
  return {
    actor: event.actor.login,
    actor_id: String(event.actor.id),
    api_url: API_URL,
    base_ref: textAt(event.payload, 'pull_request', 'base', 'ref'),
    event: event.payload,
    event_name: event.name,
    graphql_url: `${API_URL}/graphql`,
    head_ref: textAt(event.payload, 'pull_request', 'head', 'ref'),
    ref: event.ref,
    ref_name: refName(event.ref),
    ref_protected: run.refProtected,
    ref_type: refType(event.ref),
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    repositoryUrl: `git://github.com/${repository.fullName}.git`,
    retention_days: '90',
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    secret_source: isFromFork(run) ? 'None' : 'Actions',
    server_url: SERVER_URL,
    sha: event.sha,
    token,
    triggering_actor: run.triggeringActor,
    workflow: run.workflowName,
    workflow_ref: run.workflowRef,
    workflow_sha: run.workflowSha,
  }
}
