import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { GitHubClaims } from '../oidc/index.ts'
import type { WorkflowRunnerOptions } from './engine.ts'
import type { RunnerEvent, RunnerHost } from './host.ts'
import type { JsonObject } from './json-object.ts'
import type { Permissions } from './permissions.ts'
import type { RepositoryFacts } from './run-facts.ts'
import { jobLog, type JobView, type RunView, type StepView } from './views.ts'
import { createWorkflowRunner, type WorkflowRunner } from './workflow-runner.ts'

export type Files = Readonly<Record<string, string>>

interface MemoryRepository {
  readonly facts: RepositoryFacts
  readonly commits: Map<string, Files>
  readonly refs: Map<string, string>
}

/** A forge that holds its repositories in memory: what the runner needs of a GitHub, and no more. */
export class MemoryHost implements RunnerHost {
  readonly tokens: { readonly token: string; readonly repository: string; readonly permissions: Permissions }[] = []
  readonly revoked: string[] = []
  readonly reports: RunView[] = []
  readonly repositorySecrets: Record<string, string> = {}
  readonly environments: Record<string, Readonly<Record<string, string>>> = {}
  readonly repositoryVariables: Record<string, string> = {}
  changed: readonly string[] = []
  message = 'a commit'
  readonly #repositories = new Map<string, MemoryRepository>()

  create(fullName: string, visibility = 'public'): void {
    const [login = '', name = ''] = fullName.split('/')
    const id = 1000 + this.#repositories.size
    const owner = { id: 77, login }
    const facts = { fullName, name, id, owner, visibility, defaultBranch: 'main' }
    this.#repositories.set(fullName, { facts, commits: new Map(), refs: new Map() })
  }

  /** Commits files to a branch and gives the commit's id. */
  commit(fullName: string, files: Files, ...refs: readonly string[]): string {
    if (!this.#repositories.has(fullName)) this.create(fullName)
    const repository = this.#of(fullName)
    const id = createHash('sha1')
      .update(JSON.stringify([fullName, files, repository.commits.size]))
      .digest('hex')
    repository.commits.set(id, files)
    for (const ref of ['refs/heads/main', ...refs]) repository.refs.set(ref, id)
    return id
  }

  #of(fullName: string): MemoryRepository {
    return this.#repositories.get(fullName)!
  }

  repository(fullName: string) {
    return this.#repositories.get(fullName)?.facts
  }

  async resolveCommit(fullName: string, ref: string) {
    const repository = this.#repositories.get(fullName)
    return repository?.refs.get(ref) ?? (repository?.commits.has(ref) === true ? ref : undefined)
  }

  readonly annotated = new Map<string, string>()

  async tagObject(_fullName: string, ref: string) {
    return this.annotated.get(ref)
  }

  async readFile(fullName: string, commit: string, path: string) {
    const text = this.#of(fullName).commits.get(commit)?.[path]
    return text === undefined ? undefined : new TextEncoder().encode(text)
  }

  async listFiles(fullName: string, commit: string, directory: string) {
    const paths = Object.keys(this.#of(fullName).commits.get(commit) ?? {})
    return paths.filter((path) => dirname(path) === directory)
  }

  async changedPaths() {
    return this.changed
  }

  async commitMessage() {
    return this.message
  }

  async exportTree(fullName: string, commit: string, directory: string) {
    for (const [path, text] of Object.entries(this.#of(fullName).commits.get(commit) ?? {})) {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), text)
    }
  }

  secrets = () => this.repositorySecrets
  variables = () => this.repositoryVariables
  environmentSecrets = (_repository: string, name: string) => this.environments[name] ?? {}
  environmentVariables = () => ({})
  environmentRefusal: RunnerHost['environmentRefusal'] = () => undefined
  environmentReview: RunnerHost['environmentReview'] = () => undefined
  isProtected = () => false

  issueJobToken(request: { repository: string; permissions: Permissions }) {
    const token = `ghs_job${this.tokens.length}${'x'.repeat(20)}`
    this.tokens.push({ token, ...request })
    return token
  }

  revoke(token: string) {
    this.revoked.push(token)
  }

  reportRun(run: RunView) {
    this.reports.push({ ...run })
  }
}

export interface Bench {
  readonly host: MemoryHost
  readonly runner: WorkflowRunner
  readonly claims: GitHubClaims[]
  readonly directory: string
  /** Commits the files to the main branch, pushes, and waits for the run. */
  push(files: Files, over?: Partial<RunnerEvent>): Promise<RunView>
  close(): Promise<void>
}

export const APP = 'acme/shop'

export async function openBench(over: Partial<WorkflowRunnerOptions> = {}): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'promo-runner-'))
  const host = new MemoryHost()
  const claims: GitHubClaims[] = []
  const runner = createWorkflowRunner({
    host,
    directory,
    artifacts: { resultsUrl: 'https://results.example/', runtimeToken: (run, job) => `runtime-${run}-${job}` },
    oidc: {
      ticket: (given) => {
        claims.push(given)
        return { url: 'https://oidc.example/token?x=1', token: `ticket-${claims.length}-secret` }
      },
    },
    node24Path: process.execPath,
    networkEnvironment: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    hostTools: { PATH: process.env['PATH'] ?? '' },
    ...over,
  })
  return {
    host,
    runner,
    claims,
    directory,
    push: async (files, more = {}) => {
      const sha = host.commit(APP, files)
      runner.dispatch(pushEvent(sha, more))
      await runner.idle()
      return runner.runs.at(-1)!
    },
    close: () => rm(directory, { recursive: true, force: true }),
  }
}

export function pushEvent(sha: string, over: Partial<RunnerEvent> = {}): RunnerEvent {
  const payload: JsonObject = { ref: 'refs/heads/main', after: sha }
  return {
    name: 'push',
    repository: APP,
    ref: 'refs/heads/main',
    sha,
    before: '0'.repeat(40),
    payload,
    actor: { id: 5, login: 'ada' },
    byJobToken: false,
    ...over,
  }
}

export const workflow = (text: string, name = 'ci.yml'): Files => ({ [`.github/workflows/${name}`]: text })

/** Fails with the logs of the jobs when the run did not succeed. */
export function expectPassed(run: RunView): void {
  if (run.conclusion === 'success') return
  throw new Error(`${run.error ?? ''}\n${run.jobs.map((job) => `${job.name}\n${jobLog(job)}`).join('\n')}`)
}

/** Key → conclusion of every job. */
export function results(run: RunView): Record<string, string | undefined> {
  return Object.fromEntries(run.jobs.map((job) => [job.key, job.conclusion]))
}

export function jobOf(run: RunView, key: string): JobView {
  const job = run.jobs.find((candidate) => candidate.key === key)
  if (job === undefined)
    throw new Error(`no job ${key} in ${run.jobs.map((each) => each.key).join(', ')}: ${run.error ?? ''}`)
  return job
}

export function stepOf(run: RunView, key: string, name: string): StepView {
  const job = jobOf(run, key)
  const step = job.steps.find((candidate) => candidate.name === name)
  if (step === undefined) throw new Error(`no step ${name} in ${job.steps.map((each) => each.name).join(', ')}`)
  return step
}
