import type { ReviewRule } from './deployments.ts'
import type { JsonObject } from './json-object.ts'
import type { Permissions } from './permissions.ts'
import type { RepositoryFacts } from './run-facts.ts'
import type { Sources } from './sources.ts'
import type { RunView } from './views.ts'

/** What the runner asks of the forge around it. */
export interface RunnerHost extends Sources {
  repository(fullName: string): RepositoryFacts | undefined
  secrets(fullName: string): Readonly<Record<string, string>>
  variables(fullName: string): Readonly<Record<string, string>>
  environmentSecrets(fullName: string, environment: string): Readonly<Record<string, string>>
  environmentVariables(fullName: string, environment: string): Readonly<Record<string, string>>
  /** What stands against a job of this ref in the environment; undefined when nothing does. */
  environmentRefusal(fullName: string, environment: string, ref: string): string | undefined
  /** Who must let a job into the environment; undefined when nobody must. */
  environmentReview(fullName: string, environment: string): ReviewRule | undefined
  isProtected(fullName: string, branch: string): boolean
  commitMessage(fullName: string, commit: string): Promise<string>
  issueJobToken(request: {
    readonly repository: string
    readonly permissions: Permissions
    readonly runId: number
  }): string
  revoke(token: string): void
  /** Told at every change of state: the Actions REST endpoints and check runs follow from it. */
  reportRun(run: RunView): void
}

/** An event as the host hands it over: RepositoryEvent of the sandbox GitHub has this shape. */
export interface RunnerEvent {
  readonly name: string
  readonly action?: string
  readonly repository: string
  readonly ref: string
  readonly sha: string
  readonly before: string
  readonly payload: JsonObject
  readonly actor: { readonly id: number; readonly login: string }
  readonly byJobToken: boolean
  readonly pullRequest?: { readonly baseRef: string; readonly baseSha: string; readonly mergeSha?: string }
}

/** Refs whose caches a job reaches, its own first. */
export interface CacheScopes {
  readonly repository: string
  readonly write: string
  readonly read: readonly string[]
}

/** Where JavaScript actions find the artifact and cache service. */
export interface ArtifactAccess {
  readonly resultsUrl: string
  runtimeToken(runId: number, jobId: number, attempt: number, caches: CacheScopes): string
}
