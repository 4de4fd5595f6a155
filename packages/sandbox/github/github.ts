import { accountOf, createAppState } from './accounts.ts'
import { commitFiles } from './commit-files.ts'
import { callerFor, dispatchRepository, dispatchWorkflow, emitSchedule } from './dispatches.ts'
import { gitHubError } from './errors.ts'
import { pullFacts } from './events.ts'
import { exportTree } from './export-tree.ts'
import { entryAt, readBlob, resolveRef } from './git-objects.ts'
import { enqueue } from './merge-queue.ts'
import { mayUsePackage } from './packages-access.ts'
import type { PullRequest } from './payloads/pull-request.ts'
import { isPull, mergePull, pullsOf } from './pulls.ts'
import { createRepositoryState, forkRepositoryState, repositoryView, theRepository } from './repositories.ts'
import { ApiFault } from './rest/fault.ts'
import { createRestHandler } from './rest/router.ts'
import { routes } from './rest/routes.ts'
import { reportRun } from './runs.ts'
import { createGitHandler } from './smart-http.ts'
import type { MergeQueueEntry, WorkflowDispatch } from './starts.ts'
import { findRepository, type AppState, type CheckRunState, type World } from './state.ts'
import { identify, issueToken, mayUse } from './tokens.ts'
import type { AppView, CheckRunView, GitHubOptions, MergeRequest, PullRequestView, SandboxGitHub } from './types.ts'
import { createWorld } from './world.ts'

/** GitHub on loopback: real bare repositories behind its REST API and its Git protocol, and the events that start workflows. */
export function createSandboxGitHub(options: GitHubOptions): SandboxGitHub {
  const world = createWorld(options)
  return {
    handlers: new Map([
      ['github.com', createGitHandler(world)],
      ['api.github.com', createRestHandler(world, routes)],
    ]),
    ...people(world),
    ...places(world),
    ...access(world),
    ...content(world),
    ...activity(world),
  }
}

function people(world: World): Pick<SandboxGitHub, 'createUser' | 'createApp'> {
  return {
    createUser: (login) => {
      const account = accountOf(world, login, 'User')
      return { ...account, token: issueToken(world, { kind: 'user', account }) }
    },
    createApp: ({ slug, permissions, owner }) => {
      const made = createAppState(world, { slug, permissions, owner: accountOf(world, owner ?? slug, 'Organization') })
      return appView(world, made.state, made.privateKey)
    },
  }
}

function appView(world: World, app: AppState, privateKey: string): AppView {
  return {
    appId: String(app.id),
    slug: app.slug,
    clientId: app.clientId,
    privateKey,
    install: (fullName) => {
      const repository = theRepository(world, fullName)
      const known = app.installations.find(({ target }) => target.id === repository.owner.id)
      const installation = known ?? { id: world.nextId(), app, target: repository.owner, repositories: new Set() }
      installation.repositories.add(repository.fullName)
      if (known === undefined) app.installations.push(installation)
      return installation.id
    },
  }
}

type Places =
  | 'createRepository'
  | 'forkRepository'
  | 'repository'
  | 'repositories'
  | 'addCollaborator'
  | 'setSecret'
  | 'setVariable'
  | 'setEnvironment'
  | 'settings'
  | 'protectBranch'
  | 'isProtected'

function places(world: World): Pick<SandboxGitHub, Places> {
  return {
    createRepository: async (options) => repositoryView(await createRepositoryState(world, options)),
    forkRepository: async (fullName, login) => {
      const owner = accountOf(world, login, 'User')
      return repositoryView(await forkRepositoryState(world, theRepository(world, fullName), owner))
    },
    repository: (fullName) => {
      const repository = findRepository(world, fullName)
      return repository === undefined ? undefined : repositoryView(repository)
    },
    repositories: () => [...world.repositories.values()].map(repositoryView),
    addCollaborator: (fullName, login, role) =>
      theRepository(world, fullName).collaborators.set(login.toLowerCase(), role),
    setSecret: (fullName, name, value) => theRepository(world, fullName).secrets.set(name, value),
    setVariable: (fullName, name, value) => theRepository(world, fullName).variables.set(name, value),
    setEnvironment: (fullName, environment) =>
      theRepository(world, fullName).environments.set(environment.name, environment),
    settings: (fullName) => {
      const { secrets, variables, environments } = theRepository(world, fullName)
      return { secrets: Object.fromEntries(secrets), variables: Object.fromEntries(variables), environments }
    },
    protectBranch: (fullName, branch, rules) => theRepository(world, fullName).rules.set(branch, rules),
    isProtected: (fullName, branch) => theRepository(world, fullName).rules.has(branch),
  }
}

type AccessNames = 'issueJobToken' | 'revoke' | 'identify' | 'authorize' | 'authorizePackage'

function access(world: World): Pick<SandboxGitHub, AccessNames> {
  return {
    issueJobToken: ({ repository, permissions, runId }) => {
      const { fullName } = theRepository(world, repository)
      const account = world.actionsApp.bot
      return issueToken(world, { kind: 'job', account, repository: fullName, permissions, runId })
    },
    revoke: (token) => world.tokens.delete(token),
    identify: (token) => identify(world, token),
    authorize: (token, fullName, permission, wanted) => {
      const repository = findRepository(world, fullName)
      const caller = token === undefined ? { kind: 'anonymous' as const } : identify(world, token)
      return repository !== undefined && caller !== undefined && mayUse(repository, caller, permission, wanted)
    },
    authorizePackage: (token, image, action) => mayUsePackage(world, token, image, action),
  }
}

function content(world: World): Pick<SandboxGitHub, 'resolveCommit' | 'readFile' | 'exportTree' | 'commitFiles'> {
  const resolve = (fullName: string, ref: string): Promise<string | undefined> =>
    resolveRef(theRepository(world, fullName).git, ref)
  return {
    resolveCommit: resolve,
    readFile: async (fullName, ref, path) => {
      const { git } = theRepository(world, fullName)
      const commit = await resolve(fullName, ref)
      const entry = commit === undefined ? undefined : await entryAt(git, commit, path)
      return entry?.type === 'blob' ? readBlob(git, entry.sha) : undefined
    },
    exportTree: async (fullName, ref, directory) => {
      const commit = await resolve(fullName, ref)
      if (commit === undefined) {
        throw gitHubError('sandbox-repository-unknown', { fullName, ref }, `${fullName} has no ${ref}`)
      }
      await exportTree(theRepository(world, fullName).git, commit, directory)
    },
    commitFiles: (request) => commitFiles(world, request),
  }
}

type Activity =
  | 'pullRequests'
  | 'mergePullRequest'
  | 'enqueuePullRequest'
  | 'dispatchWorkflow'
  | 'dispatchRepository'
  | 'emitSchedule'
  | 'checkRuns'
  | 'reportRun'
  | 'runs'

function activity(world: World): Pick<SandboxGitHub, Activity> {
  return {
    pullRequests: async (fullName) => pullsOf(theRepository(world, fullName)).map(pullView),
    mergePullRequest: (fullName, number, request) => merge(world, fullName, number, request),
    enqueuePullRequest: (fullName, number, request) => queue(world, fullName, number, request.actor),
    dispatchWorkflow: (fullName, request) => dispatch(world, fullName, request),
    dispatchRepository: (fullName, { actor, ...request }) =>
      dispatchRepository(world, theRepository(world, fullName), request, callerFor(world, actor)),
    emitSchedule: (fullName, time) => emitSchedule(world, theRepository(world, fullName), time),
    checkRuns: (fullName, sha) =>
      theRepository(world, fullName)
        .checkRuns.filter(({ headSha }) => headSha === sha)
        .map(checkView),
    reportRun: (run) => reportRun(world, run),
    runs: (fullName) => [...theRepository(world, fullName).runs.values()],
  }
}

function pullView(issue: PullRequest): PullRequestView {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state,
    merged: issue.pull.mergedAt !== null,
    author: issue.author.login,
    labels: [...issue.labels],
    facts: pullFacts(issue),
  }
}

function checkView(run: CheckRunState): CheckRunView {
  const { id, name, headSha, status, conclusion } = run
  return {
    id,
    name,
    headSha,
    status,
    conclusion,
    appId: run.app.id,
    title: run.title ?? '',
    summary: run.summary ?? '',
  }
}

async function dispatch(
  world: World,
  fullName: string,
  { actor, ...request }: WorkflowDispatch & { readonly actor: string },
): Promise<void> {
  try {
    await dispatchWorkflow(world, theRepository(world, fullName), request, callerFor(world, actor))
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error
    const { message } = error
    throw gitHubError(
      'sandbox-dispatch-refused',
      { fullName, ...request },
      `${fullName}: ${request.workflow}: ${message}`,
    )
  }
}

function queue(world: World, fullName: string, number: number, login: string): Promise<MergeQueueEntry> {
  const repository = theRepository(world, fullName)
  return repository.exclusive(async () => {
    const issue = repository.issues.get(number)
    if (issue === undefined || !isPull(issue)) throw refused(fullName, number, 'there is no such pull request')
    try {
      return await enqueue(world, repository, issue, accountOf(world, login, 'User'))
    } catch (error) {
      if (error instanceof ApiFault) throw refused(fullName, number, error.message)
      throw error
    }
  })
}

function merge(world: World, fullName: string, number: number, request: MergeRequest): Promise<string> {
  const repository = theRepository(world, fullName)
  return repository.exclusive(async () => {
    const issue = repository.issues.get(number)
    if (issue === undefined || !isPull(issue)) throw refused(fullName, number, 'there is no such pull request')
    const actor = accountOf(world, request.actor, 'User')
    const { method = 'merge', sha } = request
    const wanted = { method, actor, ...(sha === undefined ? {} : { sha }) }
    try {
      return await mergePull(world, repository, issue, wanted, { kind: 'user', account: actor })
    } catch (error) {
      if (error instanceof ApiFault) throw refused(fullName, number, error.message)
      throw error
    }
  })
}

function refused(fullName: string, number: number, reason: string): Error {
  return gitHubError('sandbox-merge-refused', { fullName, number, reason }, `${fullName}#${number}: ${reason}`)
}
