import { parseCommit, parseRepositoryName, type CommitSha, type JsonValue, type RepositoryName } from '@promo/core'
import {
  mergeGroupOf,
  pullRequestOf,
  repositoryFacts,
  type MergeGroup,
  type PullRequest,
  type Visibility,
} from './event.ts'
import { runnerError } from './errors.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface RunRepository {
  readonly owner: string
  readonly name: string
  readonly fullName: RepositoryName
  /** Numeric and never reused, as text. */
  readonly id: string
  /** `unknown` when the event does not say: treat it as not public. */
  readonly visibility: Visibility
  readonly defaultBranch: string
}

/** What GitHub says about this run. Reading a value that is not there throws `context-missing` with its variable. */
export interface RunContext {
  readonly repository: RunRepository
  readonly sha: CommitSha
  readonly ref: string
  readonly refName: string
  readonly refProtected: boolean
  readonly eventName: string
  /** The webhook payload. Whoever caused the event chose much of it: hostile. */
  readonly event: JsonValue
  readonly runId: string
  readonly runNumber: number
  readonly runAttempt: number
  readonly job: string
  /** `owner/repository/.github/workflows/file.yml@ref` of the workflow that the run started with. */
  readonly workflowRef: string
  readonly workflowSha: CommitSha
  readonly actor: string
  readonly serverUrl: string
  readonly apiUrl: string
  readonly workspace: string
  readonly temp: string
  readonly toolCache: string
  readonly runnerEnvironment: string
  readonly pullRequest: PullRequest | undefined
  readonly mergeGroup: MergeGroup | undefined
}

/** Where sources come from, and which run this is: whoever needs one of a group needs all, so at a terminal they are named together. */
const VARIABLE_GROUPS: readonly (readonly string[])[] = [
  ['GITHUB_REPOSITORY', 'GITHUB_REPOSITORY_ID', 'GITHUB_SHA', 'GITHUB_REF'],
  ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_WORKFLOW_REF', 'GITHUB_WORKFLOW_SHA'],
]

/** Builds the context from the runner's variables (docs.github.com, "Variables reference") and the event's payload. */
export function createContext(env: Environment, event: JsonValue): RunContext {
  const facts = repositoryFacts(event)
  const pullRequest = pullRequestOf(event)
  const mergeGroup = mergeGroupOf(event)
  const read = (variable: string): string => required(env, variable)
  return {
    get repository() {
      return readRepository(read, facts)
    },
    get sha() {
      return parseCommit(read('GITHUB_SHA'))
    },
    get ref() {
      return read('GITHUB_REF')
    },
    get refName() {
      return read('GITHUB_REF_NAME')
    },
    refProtected: env['GITHUB_REF_PROTECTED'] === 'true',
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    event,
    get runId() {
      return read('GITHUB_RUN_ID')
    },
    get runNumber() {
      return Number(read('GITHUB_RUN_NUMBER'))
    },
    get runAttempt() {
      return Number(read('GITHUB_RUN_ATTEMPT'))
    },
    get job() {
      return read('GITHUB_JOB')
    },
    get workflowRef() {
      return read('GITHUB_WORKFLOW_REF')
    },
    get workflowSha() {
      return parseCommit(read('GITHUB_WORKFLOW_SHA'))
    },
    get actor() {
      return read('GITHUB_ACTOR')
    },
    serverUrl: filled(env, 'GITHUB_SERVER_URL') ?? 'https://github.com',
    apiUrl: filled(env, 'GITHUB_API_URL') ?? 'https://api.github.com',
    get workspace() {
      return read('GITHUB_WORKSPACE')
    },
    get temp() {
      return read('RUNNER_TEMP')
    },
    get toolCache() {
      return read('RUNNER_TOOL_CACHE')
    },
    runnerEnvironment: env['RUNNER_ENVIRONMENT'] ?? '',
    pullRequest,
    mergeGroup,
  }
}

function readRepository(read: (variable: string) => string, facts: ReturnType<typeof repositoryFacts>): RunRepository {
  const fullName = (): RepositoryName => parseRepositoryName(read('GITHUB_REPOSITORY'))
  return {
    get owner() {
      return fullName().split('/')[0] ?? ''
    },
    get name() {
      return fullName().split('/')[1] ?? ''
    },
    get fullName() {
      return fullName()
    },
    get id() {
      return read('GITHUB_REPOSITORY_ID')
    },
    visibility: facts.visibility,
    get defaultBranch() {
      if (facts.defaultBranch !== undefined) return facts.defaultBranch
      throw runnerError('context-missing', { found: 'event' }, 'the event does not name the default branch')
    },
  }
}

function filled(env: Environment, variable: string): string | undefined {
  const value = env[variable]
  return value === undefined || value === '' ? undefined : value
}

function required(env: Environment, variable: string): string {
  const value = filled(env, variable)
  if (value !== undefined) return value
  const group = VARIABLE_GROUPS.find((names) => names.includes(variable)) ?? [variable]
  const missing = group.filter((each) => filled(env, each) === undefined)
  throw runnerError('context-missing', { variable, missing }, `not set: ${missing.join(', ')}`)
}
