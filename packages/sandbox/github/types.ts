import type { Clock } from '@promo/core'
import type { Handler } from '../network/index.ts'
import type { Permissions } from './permissions.ts'
import type {
  DispatchCheck,
  DispatchRefusal,
  MergeQueueEntry,
  RepositoryDispatch,
  ScheduleTime,
  WorkflowDispatch,
} from './starts.ts'

export type Visibility = 'public' | 'private' | 'internal'
export type JsonObject = Readonly<Record<string, unknown>>

/** A user, an organisation, or the bot of an App. `github-actions[bot]` is id 41898282, as on GitHub. */
export interface Account {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Organization' | 'Bot'
}

export interface PullRequestFacts {
  readonly number: number
  readonly headRef: string
  readonly headSha: string
  readonly headRepository: string
  readonly headRepositoryId: number
  readonly baseRef: string
  readonly baseSha: string
  /** Commit of `refs/pull/N/merge`; absent on a conflict, and then no `pull_request` workflow runs. */
  readonly mergeSha?: string
}

/** Something that happened to a repository and may start workflows there. One `pull_request` event serves pull_request_target too. */
export interface RepositoryEvent {
  readonly name: 'push' | 'pull_request' | 'workflow_dispatch' | 'repository_dispatch' | 'schedule' | 'merge_group'
  readonly action?: string
  /** `owner/name` of the repository whose workflows may run: the base of a pull request. */
  readonly repository: string
  /** `refs/heads/…`, `refs/tags/…`, or `refs/pull/N/merge`. */
  readonly ref: string
  /** Head commit after the event (merge commit, else head, of a pull request); forty zeros for a deleted ref. */
  readonly sha: string
  /** Commit before a push; forty zeros for a new ref or another kind of event. */
  readonly before: string
  /** The webhook body in GitHub's shape: what `GITHUB_EVENT_PATH` holds. */
  readonly payload: JsonObject
  readonly actor: Account
  /** Caused with a job's GITHUB_TOKEN: GitHub starts no workflow (but for workflow_dispatch and repository_dispatch). */
  readonly byJobToken: boolean
  readonly pullRequest?: PullRequestFacts
}

export interface RepositoryOptions {
  /** `owner/name`. The owner becomes an organisation unless a user of that login exists. */
  readonly fullName: string
  readonly visibility?: Visibility
  readonly defaultBranch?: string
  /** The setting "Allow GitHub Actions to create and approve pull requests". Default: true; GitHub's is false. */
  readonly actionsMayOpenPullRequests?: boolean
  /** login → role. The owner, when a user, is an administrator. */
  readonly collaborators?: Readonly<Record<string, Role>>
}

export type Role = 'read' | 'write' | 'admin'

export interface RepositoryView {
  readonly id: number
  readonly fullName: string
  readonly owner: Account
  readonly visibility: Visibility
  readonly defaultBranch: string
  /** The bare git directory on disk. */
  readonly path: string
}

export interface AppView {
  readonly appId: string
  readonly slug: string
  readonly clientId: string
  /** PKCS#1 PEM, the form GitHub hands out. */
  readonly privateKey: string
  /** Installs the App on a repository; returns the id of the installation (one for each owner). */
  install(fullName: string): number
}

/** A branch's rules: what a ruleset or branch protection with these settings does on GitHub. */
export interface BranchRules {
  /** No push but by a merge of a pull request. */
  readonly pullRequestRequired?: boolean
  readonly requiredChecks?: readonly RequiredCheck[]
  readonly requiredApprovals?: number
  /** Pull requests land through the merge queue alone; with the method given (default `merge`). */
  readonly mergeQueue?: { readonly method?: 'merge' | 'squash' }
  /** App ids (as text) and logins that may push in spite of the rules. */
  readonly bypass?: readonly string[]
}

export interface RequiredCheck {
  readonly name: string
  /** Only a check run published by this App counts. */
  readonly appId?: number
}

export interface EnvironmentOptions {
  readonly name: string
  /** Branch and tag name patterns that may deploy; absent: all. */
  readonly branches?: readonly string[]
  /** Logins; a job waits until one of them lets it in. */
  readonly reviewers?: readonly string[]
  /** Whoever started the run may not review it. */
  readonly preventSelfReview?: boolean
  readonly secrets?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
}

export interface RepositorySettings {
  readonly secrets: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
  readonly environments: ReadonlyMap<string, EnvironmentOptions>
}

export interface JobTokenRequest {
  readonly repository: string
  readonly permissions: Permissions
  readonly runId: number
}

/** Who a token stands for. */
export type TokenIdentity =
  | { readonly kind: 'user'; readonly account: Account }
  | {
      readonly kind: 'job'
      readonly account: Account
      readonly repository: string
      readonly permissions: Permissions
      readonly runId: number
    }
  | {
      readonly kind: 'installation'
      readonly account: Account
      readonly appId: number
      readonly owner: string
      readonly repositories: readonly string[]
      readonly permissions: Permissions
    }

export interface JobReport {
  readonly id: number
  /** Shown name: `build`, `caller / inner (catalog)`: also the name of its check run. */
  readonly name: string
  readonly status: 'queued' | 'waiting' | 'in_progress' | 'completed'
  readonly conclusion?: 'success' | 'failure' | 'cancelled' | 'skipped'
  readonly startedAt?: Date
  readonly completedAt?: Date
}

/** State of a workflow run as the runner knows it: served by the Actions REST endpoints, its jobs become check runs. */
export interface RunReport {
  readonly repository: string
  readonly id: number
  readonly number: number
  readonly attempt: number
  readonly name: string
  /** What the list of runs shows. Default: the name. */
  readonly title?: string
  /** `.github/workflows/promo.yml` */
  readonly path: string
  readonly event: string
  readonly headBranch: string
  readonly headSha: string
  readonly status: 'queued' | 'in_progress' | 'completed' | 'waiting' | 'action_required'
  readonly conclusion?: 'success' | 'failure' | 'cancelled' | 'skipped' | 'action_required'
  readonly createdAt: Date
  readonly jobs: readonly JobReport[]
}

export interface MergeRequest {
  readonly method?: 'merge' | 'squash' | 'rebase'
  /** Login of the user who merges. */
  readonly actor: string
  readonly sha?: string
}

export interface PullRequestView {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  readonly author: string
  readonly labels: readonly string[]
  readonly facts: PullRequestFacts
}

export interface CheckRunView {
  readonly id: number
  readonly name: string
  readonly headSha: string
  readonly status: string
  readonly conclusion: string | null
  readonly appId: number
  readonly title: string
  readonly summary: string
}

export interface CommitRequest {
  readonly repository: string
  readonly branch: string
  readonly message: string
  /** Login of a user. */
  readonly actor: string
  /** path → content; null deletes. */
  readonly files: Readonly<Record<string, string | Uint8Array | null>>
}

export interface GitHubOptions {
  /** Bare repositories are made below it. */
  readonly directory: string
  readonly clock?: Clock
  readonly onEvent?: (event: RepositoryEvent) => void
  /** What stands against a workflow that is started by hand: only who reads workflow files knows. Default: nothing. */
  readonly dispatchRefusal?: (check: DispatchCheck) => Promise<DispatchRefusal | undefined>
}

export interface SandboxGitHub {
  /** github.com and api.github.com. */
  readonly handlers: ReadonlyMap<string, Handler>

  createUser(login: string): Account & { readonly token: string }
  createRepository(options: RepositoryOptions): Promise<RepositoryView>
  /** A copy of a repository under a user: where pull requests of strangers come from. */
  forkRepository(fullName: string, login: string): Promise<RepositoryView>
  createApp(options: { readonly slug: string; readonly permissions: Permissions; readonly owner?: string }): AppView
  repository(fullName: string): RepositoryView | undefined
  repositories(): readonly RepositoryView[]

  addCollaborator(fullName: string, login: string, role: Role): void
  setSecret(fullName: string, name: string, value: string): void
  setVariable(fullName: string, name: string, value: string): void
  setEnvironment(fullName: string, environment: EnvironmentOptions): void
  settings(fullName: string): RepositorySettings
  protectBranch(fullName: string, branch: string, rules: BranchRules): void
  isProtected(fullName: string, branch: string): boolean

  /** A GITHUB_TOKEN for one job; `metadata: read` is implied. */
  issueJobToken(request: JobTokenRequest): string
  revoke(token: string): void
  identify(token: string): TokenIdentity | undefined
  authorize(
    token: string | undefined,
    fullName: string,
    permission: keyof Permissions,
    access: 'read' | 'write',
  ): boolean
  /** ghcr.io: may this credential pull or push `owner/name…`? A job or App token reaches the packages of its owner. */
  authorizePackage(token: string | undefined, image: string, action: 'pull' | 'push' | 'delete'): boolean

  /** The commit a branch, tag, `refs/…` name or full id stands for (tags peeled), or undefined. */
  resolveCommit(fullName: string, ref: string): Promise<string | undefined>
  readFile(fullName: string, ref: string, path: string): Promise<Uint8Array | undefined>
  /** Writes the tree of a commit into an empty directory (with modes): how the runner gets actions and workflows. */
  exportTree(fullName: string, ref: string, directory: string): Promise<void>
  /** Commits to a branch (made when missing) as a user who edits on the web: starts workflows. */
  commitFiles(request: CommitRequest): Promise<string>

  pullRequests(fullName: string): Promise<readonly PullRequestView[]>
  /** Merges for real. Rejects with `sandbox-merge-refused` when checks, reviews or a conflict stand against it. */
  mergePullRequest(fullName: string, number: number, request: MergeRequest): Promise<string>
  /** Puts a pull request into the merge queue of its base. Rejects with `sandbox-merge-refused`. */
  enqueuePullRequest(fullName: string, number: number, request: { readonly actor: string }): Promise<MergeQueueEntry>
  /** Starts a workflow by hand. Rejects with `sandbox-dispatch-refused`. */
  dispatchWorkflow(fullName: string, request: WorkflowDispatch & { readonly actor: string }): Promise<void>
  /** Sends a `repository_dispatch` to the default branch. */
  dispatchRepository(fullName: string, request: RepositoryDispatch & { readonly actor: string }): Promise<void>
  /** Tells of a cron time of a workflow file of the default branch. */
  emitSchedule(fullName: string, time: ScheduleTime): Promise<void>
  checkRuns(fullName: string, sha: string): readonly CheckRunView[]
  reportRun(run: RunReport): void
  runs(fullName: string): readonly RunReport[]
}
