import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jobLog, startSandbox, type JobView, type RunView, type Sandbox, type SandboxOptions } from '@promo/sandbox'
import { actionNames, ROOT } from '../../scripts/root.ts'

/** Paths below the repository's top to content. */
export type RepositoryFiles = Readonly<Record<string, string>>

export interface WorkflowScene {
  readonly sandbox: Sandbox
  readonly directory: string
  /** Commit of org/promo: this checkout's actions, bundles and reusable workflows. */
  readonly promoCommit: string
  /** Makes the repository on the first call, commits the files, waits until no run is left, and gives the runs it started. */
  push(repository: string, files: RepositoryFiles, branch?: string): Promise<readonly RunView[]>
  /** Starts a workflow by hand and gives its run. */
  dispatch(repository: string, workflow: string, inputs: Readonly<Record<string, string>>): Promise<RunView | undefined>
  repositoryId(repository: string): number
  close(): Promise<void>
}

export const PROMO = 'org/promo'
const DEVELOPER = 'developer'

/** A sandbox in which org/promo is published from this checkout. `promo` replaces files of it. */
export async function aWorkflowScene(
  options: Omit<SandboxOptions, 'directory'> & { readonly promo?: RepositoryFiles } = {},
): Promise<WorkflowScene> {
  const { promo = {}, ...sandboxOptions } = options
  const directory = await mkdtemp(join(tmpdir(), 'promo-workflows-'))
  const sandbox = await startSandbox({ ...sandboxOptions, directory: join(directory, 'sandbox') })
  const { github, runner } = sandbox
  const { id, login } = github.createUser(DEVELOPER)
  const ids = new Map<string, number>()

  const commit = async (repository: string, files: RepositoryFiles, branch = 'main'): Promise<string> => {
    if (!ids.has(repository)) {
      const collaborators = { [DEVELOPER]: 'admin' } as const
      const created = await github.createRepository({ fullName: repository, visibility: 'public', collaborators })
      ids.set(repository, created.id)
    }
    return github.commitFiles({ repository, branch, message: 'Change', actor: DEVELOPER, files })
  }

  const promoCommit = await commit(PROMO, { ...promoFiles(), ...promo })
  const runsOf = async (start: () => Promise<unknown>): Promise<readonly RunView[]> => {
    const before = new Set(runner.runs.map((run) => run.id))
    await start()
    await runner.idle()
    return runner.runs.filter((run) => !before.has(run.id))
  }
  return {
    sandbox,
    directory,
    promoCommit,
    push: (repository, files, branch) => runsOf(() => commit(repository, files, branch)),
    dispatch: async (repository, workflow, inputs) => {
      const request = { repository, workflow, inputs, actor: { id, login } }
      const [run] = await runsOf(() => sandbox.dispatchWorkflow(request))
      return run
    },
    repositoryId: (repository) => {
      const found = ids.get(repository)
      if (found === undefined) throw new Error(`no repository ${repository}`)
      return found
    },
    close: async () => {
      await sandbox.close()
      await rm(directory, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** What GitHub would serve of promo itself. */
export function promoFiles(): RepositoryFiles {
  const actions = actionNames().map((name) => `${name}/action.yml`)
  const bundles = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|json)$/.test(name))
    .map((name) => `dist/${name}`)
  const workflows = readdirSync(join(ROOT, '.github/workflows'))
    .map((name) => `.github/workflows/${name}`)
    .filter((path) => /^\s+workflow_call:/m.test(read(path)))
  return Object.fromEntries([...actions, ...bundles, ...workflows].map((path) => [path, read(path)]))
}

function read(path: string): string {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : ''
}

/** The one job whose key ends so; fails with all keys. */
export function jobOf(run: RunView | undefined, key: string): JobView {
  const found = run?.jobs.filter((job) => job.key === key || job.key.endsWith(`/${key}`)) ?? []
  const [job] = found
  if (job !== undefined && found.length === 1) return job
  throw new Error(
    `${String(found.length)} jobs ${key} among ${run?.jobs.map((each) => each.key).join(', ') ?? 'no run'}`,
  )
}

/** Fails with the logs of the jobs that failed. */
export function expectSuccess(run: RunView | undefined): RunView {
  if (run?.conclusion === 'success') return run
  const failed = run?.jobs.filter(({ conclusion }) => conclusion === 'failure') ?? []
  const logs = failed.map((job) => `${job.key}\n${jobLog(job)}`)
  throw new Error(`the run ended with ${run?.conclusion ?? 'nothing'}: ${run?.error ?? ''}\n${logs.join('\n')}`)
}
