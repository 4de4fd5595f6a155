import type { Clock } from '@promo/core'
import type { Git } from './git.ts'
import type { Permissions } from './permissions.ts'
import type {
  Account,
  BranchRules,
  EnvironmentOptions,
  GitHubOptions,
  RepositoryEvent,
  Role,
  RunReport,
  TokenIdentity,
  Visibility,
} from './types.ts'

/** Who makes a request, as GitHub sees it. */
export type Caller =
  | TokenIdentity
  | { readonly kind: 'app'; readonly app: AppState; readonly account: Account }
  | { readonly kind: 'anonymous' }

export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string
}

export interface Comment {
  readonly id: number
  readonly author: Account
  readonly createdAt: Date
  readonly byApp?: AppState
  body: string
  updatedAt: Date
}

export interface Review {
  readonly id: number
  readonly author: Account
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'
  readonly body: string
  readonly commit: string
  readonly submittedAt: Date
}

/** An issue; a pull request is one with `pull`. They share one series of numbers. */
export interface IssueState {
  readonly id: number
  readonly number: number
  readonly author: Account
  readonly createdAt: Date
  readonly labels: Set<string>
  readonly comments: Comment[]
  title: string
  body: string | null
  state: 'open' | 'closed'
  closedAt: Date | null
  updatedAt: Date
  pull?: PullState
}

export interface PullState {
  readonly head: RepositoryState
  readonly headRef: string
  readonly reviews: Review[]
  readonly requestedReviewers: Set<string>
  headSha: string
  baseRef: string
  baseSha: string
  draft: boolean
  /** Test merge commit; undefined on a conflict. */
  mergeSha: string | undefined
  mergedAt: Date | null
  mergedBy: Account | null
  mergedAs: string | null
}

export interface CheckRunState {
  readonly id: number
  readonly name: string
  readonly headSha: string
  readonly app: AppState
  readonly suiteId: number
  status: string
  conclusion: string | null
  startedAt: Date | null
  completedAt: Date | null
  detailsUrl: string | null
  externalId: string
  title: string | null
  summary: string | null
  text: string | null
}

export interface StatusState {
  readonly id: number
  readonly sha: string
  readonly state: string
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creator: Account
  readonly createdAt: Date
}

export interface RepositoryState {
  readonly id: number
  readonly fullName: string
  readonly name: string
  readonly owner: Account
  readonly visibility: Visibility
  readonly defaultBranch: string
  readonly git: Git
  readonly actionsMayOpenPullRequests: boolean
  readonly forkOf?: RepositoryState
  readonly collaborators: Map<string, Role>
  readonly secrets: Map<string, string>
  readonly variables: Map<string, string>
  readonly environments: Map<string, EnvironmentOptions>
  readonly rules: Map<string, BranchRules>
  readonly issues: Map<number, IssueState>
  readonly labels: Map<string, Label>
  readonly checkRuns: CheckRunState[]
  readonly statuses: StatusState[]
  readonly runs: Map<number, RunReport>
  /** Last entry of each base branch's merge queue. */
  readonly mergeQueues: Map<string, Promise<unknown>>
  /** Called when a check run or status changed. */
  readonly checkListeners: Set<() => void>
  readonly createdAt: Date
  pushedAt: Date
  /** Changes to refs and pull requests run one after the other. */
  exclusive<T>(work: () => Promise<T>): Promise<T>
}

export interface AppState {
  readonly id: number
  readonly slug: string
  readonly clientId: string
  readonly owner: Account
  readonly bot: Account
  readonly permissions: Permissions
  /** SPKI PEM; the private half was handed out. */
  readonly publicKey: string
  readonly createdAt: Date
  readonly installations: Installation[]
}

export interface Installation {
  readonly id: number
  readonly app: AppState
  readonly target: Account
  readonly repositories: Set<string>
}

export interface TokenState {
  readonly identity: TokenIdentity
  readonly expiresAt?: Date
}

/** Everything the sandbox GitHub knows. */
export interface World {
  readonly clock: Clock
  readonly directory: string
  /** By lower-case login. */
  readonly accounts: Map<string, Account>
  /** By lower-case `owner/name`. */
  readonly repositories: Map<string, RepositoryState>
  readonly apps: AppState[]
  readonly tokens: Map<string, TokenState>
  /** The App that publishes the check runs of jobs, and whose bot a GITHUB_TOKEN acts as. */
  readonly actionsApp: AppState
  readonly dispatchRefusal: NonNullable<GitHubOptions['dispatchRefusal']>
  nextId(): number
  emit(event: RepositoryEvent): void
}

/** Tells whoever waits for checks of the repository. */
export function checksChanged({ checkListeners }: RepositoryState): void {
  for (const listener of [...checkListeners]) listener()
}

export function findRepository(world: World, fullName: string): RepositoryState | undefined {
  return world.repositories.get(fullName.toLowerCase())
}

/** One call after the other; a failed one does not stop the next. */
export function createQueue(): RepositoryState['exclusive'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
