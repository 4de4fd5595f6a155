import { join } from 'node:path'
import { accountOf } from './accounts.ts'
import { gitHubError } from './errors.ts'
import { createBareRepository } from './git.ts'
import { createQueue, findRepository, type RepositoryState, type World } from './state.ts'
import type { Account, RepositoryOptions, RepositoryView } from './types.ts'

export async function createRepositoryState(
  world: World,
  options: RepositoryOptions,
  forkOf?: RepositoryState,
): Promise<RepositoryState> {
  const { fullName, visibility = 'public', defaultBranch = 'main' } = options
  const [login = '', name = ''] = fullName.split('/')
  if (findRepository(world, fullName) !== undefined) {
    throw gitHubError('sandbox-name-taken', { fullName }, `there is a repository ${fullName}`)
  }
  const owner = accountOf(world, login, 'Organization')
  const git = await createBareRepository(join(world.directory, owner.login, `${name}.git`), defaultBranch)
  const now = world.clock.now()
  const repository: RepositoryState = {
    id: world.nextId(),
    fullName: `${owner.login}/${name}`,
    name,
    owner,
    visibility,
    defaultBranch,
    git,
    actionsMayOpenPullRequests: options.actionsMayOpenPullRequests ?? true,
    ...(forkOf === undefined ? {} : { forkOf }),
    collaborators: new Map(
      Object.entries(options.collaborators ?? {}).map(([user, role]) => [user.toLowerCase(), role] as const),
    ),
    secrets: new Map(),
    variables: new Map(),
    environments: new Map(),
    rules: new Map(),
    issues: new Map(),
    labels: new Map(),
    checkRuns: [],
    statuses: [],
    runs: new Map(),
    mergeQueues: new Map(),
    checkListeners: new Set(),
    createdAt: now,
    pushedAt: now,
    exclusive: createQueue(),
  }
  world.repositories.set(fullName.toLowerCase(), repository)
  return repository
}

/** A copy under another owner, with its branches; its objects are its own. */
export async function forkRepositoryState(
  world: World,
  source: RepositoryState,
  owner: Account,
): Promise<RepositoryState> {
  const { name, visibility, defaultBranch } = source
  const options = { fullName: `${owner.login}/${name}`, visibility, defaultBranch }
  const fork = await createRepositoryState(world, options, source)
  await fork.git.run(['fetch', '--quiet', source.git.path, '+refs/heads/*:refs/heads/*'])
  return fork
}

export function repositoryView({
  id,
  fullName,
  owner,
  visibility,
  defaultBranch,
  git,
}: RepositoryState): RepositoryView {
  return { id, fullName, owner, visibility, defaultBranch, path: git.path }
}

export function theRepository(world: World, fullName: string): RepositoryState {
  const repository = findRepository(world, fullName)
  if (repository !== undefined) return repository
  throw gitHubError('sandbox-repository-unknown', { fullName }, `the sandbox has no repository ${fullName}`)
}
