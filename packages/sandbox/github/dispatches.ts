import { accountOf } from './accounts.ts'
import { actorOf } from './events.ts'
import { ZERO_SHA } from './git.ts'
import { readCommit, resolveObject } from './git-objects.ts'
import { accountPayload } from './payloads/account.ts'
import { accountByEmail } from './payloads/commit.ts'
import { repositoryPayload } from './payloads/repository.ts'
import { ApiFault, notFound } from './rest/fault.ts'
import type { Caller, RepositoryState, World } from './state.ts'
import type { RepositoryDispatch, ScheduleTime, WorkflowDispatch } from './starts.ts'
import type { Account, JsonObject, RepositoryEvent } from './types.ts'

const DISPATCH_FIELDS_LIMIT = 25

/** Starts a workflow by hand; GitHub's 404 and 422 for a file, ref or inputs that do not fit. */
export async function dispatchWorkflow(
  world: World,
  repository: RepositoryState,
  { workflow, ref: asked = repository.defaultBranch, inputs = {} }: WorkflowDispatch,
  caller: Caller,
): Promise<void> {
  const path = workflow.includes('/') ? workflow : `.github/workflows/${workflow}`
  const ref = await fullRef(repository, asked)
  const sha = ref === undefined ? undefined : await resolveObject(repository.git, ref)
  if (ref === undefined || sha === undefined) throw new ApiFault(422, `No ref found for: ${asked}`)
  if (Object.keys(inputs).length > DISPATCH_FIELDS_LIMIT) {
    throw new ApiFault(422, `Inputs are limited to ${DISPATCH_FIELDS_LIMIT}`)
  }
  const refusal = await world.dispatchRefusal({ repository: repository.fullName, commit: sha, ref, path, inputs })
  if (refusal === 'missing') throw notFound()
  if (refusal !== undefined) throw new ApiFault(422, refusal.message)
  const actor = actorOf(world, caller)
  const payload = { inputs, ref, ...common(repository, actor), workflow: path }
  emit(world, repository, caller, { name: 'workflow_dispatch', ref, sha, payload, actor })
}

async function fullRef(repository: RepositoryState, asked: string): Promise<string | undefined> {
  const candidates = asked.startsWith('refs/') ? [asked] : [`refs/heads/${asked}`, `refs/tags/${asked}`]
  for (const ref of candidates) if ((await resolveObject(repository.git, ref)) !== undefined) return ref
  return undefined
}

/** `repository_dispatch`: the workflows of the default branch that ask for the type. */
export async function dispatchRepository(
  world: World,
  repository: RepositoryState,
  { eventType, clientPayload }: RepositoryDispatch,
  caller: Caller,
): Promise<void> {
  const { ref, sha } = await defaultHead(repository)
  const actor = actorOf(world, caller)
  const about = { action: eventType, branch: repository.defaultBranch, client_payload: clientPayload }
  const payload = { ...about, ...common(repository, actor) }
  emit(world, repository, caller, { name: 'repository_dispatch', action: eventType, ref, sha, payload, actor })
}

/** A time of a workflow's `schedule` has come. Its actor is who committed last to the default branch, or the owner. */
export async function emitSchedule(
  world: World,
  repository: RepositoryState,
  { workflow, cron }: ScheduleTime,
): Promise<void> {
  const { ref, sha } = await defaultHead(repository)
  const { author } = await readCommit(repository.git, sha)
  const actor = accountByEmail(world, author) ?? repository.owner
  const payload = { schedule: cron, workflow, ...common(repository, actor) }
  emit(world, repository, { kind: 'user', account: actor }, { name: 'schedule', ref, sha, payload, actor })
}

async function defaultHead(repository: RepositoryState): Promise<{ readonly ref: string; readonly sha: string }> {
  const ref = `refs/heads/${repository.defaultBranch}`
  const sha = await resolveObject(repository.git, ref)
  if (sha === undefined) throw new ApiFault(422, 'Git Repository is empty.')
  return { ref, sha }
}

/** What every payload ends with. */
export function common(repository: RepositoryState, actor: Account): JsonObject {
  return {
    repository: repositoryPayload(repository),
    ...(repository.owner.type === 'Organization' ? { organization: accountPayload(repository.owner) } : {}),
    sender: accountPayload(actor),
  }
}

function emit(
  world: World,
  repository: RepositoryState,
  caller: Caller,
  event: Pick<RepositoryEvent, 'name' | 'action' | 'ref' | 'sha' | 'payload' | 'actor'>,
): void {
  world.emit({ ...event, repository: repository.fullName, before: ZERO_SHA, byJobToken: caller.kind === 'job' })
}

/** The caller as which the sandbox itself acts for a login. */
export function callerFor(world: World, login: string): Caller {
  return { kind: 'user', account: accountOf(world, login, 'User') }
}
