import { latestCheckRuns } from '../branch-rules.ts'
import { actorOf } from '../events.ts'
import { objectType, resolveRef } from '../git-objects.ts'
import { checkRunPayload, statusPayload } from '../payloads/check-run.ts'
import { minimalRepositoryPayload, repositoryUrl } from '../payloads/repository.ts'
import { checksChanged, type CheckRunState, type RepositoryState, type StatusState, type World } from '../state.ts'
import type { JsonObject } from '../types.ts'
import { optionalObject, optionalText, requiredText } from './body.ts'
import { ApiFault, invalidRequest, notFound, validationFailed } from './fault.ts'
import { appOf } from './issues.ts'
import { created, ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'

/** Check runs (only Apps and jobs may write them) and commit statuses. */
export const checkRoutes = [
  onRepository('POST /check-runs', 'checks:write', createCheckRun),
  onRepository('GET /check-runs/{check_run_id}', 'checks:read', getCheckRun),
  onRepository('PATCH /check-runs/{check_run_id}', 'checks:write', updateCheckRun),
  onRepository('GET /commits/{ref}/check-runs', 'checks:read', listCheckRuns),
  onRepository('GET /commits/{ref}/status', 'statuses:read', combinedStatus),
  onRepository('GET /commits/{ref}/statuses', 'statuses:read', listStatuses),
  onRepository('POST /statuses/{sha}', 'statuses:write', createStatus),
]

const CONCLUSIONS = new Set([
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
])

async function createCheckRun(call: RepositoryCall): Promise<Reply> {
  const { world, repository, body, caller } = call
  const app = appOf(world, caller)
  if (app === undefined) throw new ApiFault(403, 'You must authenticate via a GitHub App.')
  const headSha = requiredText(body, 'head_sha')
  if ((await objectType(repository.git, headSha)) !== 'commit') {
    throw new ApiFault(422, `No commit found for SHA: ${headSha}`)
  }
  const run: CheckRunState = {
    ...emptyCheckRun(world, repository, headSha),
    name: requiredText(body, 'name'),
    app,
  }
  applyCheckRun(world, run, body)
  repository.checkRuns.push(run)
  checksChanged(repository)
  return created(checkRunPayload(repository, run))
}

export function emptyCheckRun(
  world: World,
  repository: RepositoryState,
  headSha: string,
): Omit<CheckRunState, 'name' | 'app'> {
  return {
    id: world.nextId(),
    headSha,
    suiteId: repository.id,
    status: 'queued',
    conclusion: null,
    startedAt: null,
    completedAt: null,
    detailsUrl: null,
    externalId: '',
    title: null,
    summary: null,
    text: null,
  }
}

/** A conclusion completes the run, whatever `status` says. */
function applyCheckRun(world: World, run: CheckRunState, body: JsonObject): void {
  const conclusion = optionalText(body, 'conclusion')
  run.conclusion = conclusion ?? run.conclusion
  run.status = conclusion === undefined ? (optionalText(body, 'status') ?? run.status) : 'completed'
  assertConclusion(run)
  run.startedAt ??= run.status === 'queued' ? null : world.clock.now()
  run.completedAt = run.status === 'completed' ? (run.completedAt ?? world.clock.now()) : null
  run.detailsUrl = optionalText(body, 'details_url') ?? run.detailsUrl
  run.externalId = optionalText(body, 'external_id') ?? run.externalId
  applyOutput(run, optionalObject(body, 'output'))
}

function assertConclusion({ status, conclusion }: CheckRunState): void {
  if (conclusion === null) {
    if (status === 'completed') throw invalidRequest('"conclusion" wasn\'t supplied.')
  } else if (!CONCLUSIONS.has(conclusion)) {
    throw invalidRequest(`For 'properties/conclusion', ${JSON.stringify(conclusion)} is not a member.`)
  }
}

function applyOutput(run: CheckRunState, output: JsonObject | undefined): void {
  if (output === undefined) return
  run.title = optionalText(output, 'title') ?? run.title
  run.summary = requiredText(output, 'summary')
  run.text = optionalText(output, 'text') ?? run.text
  if (run.summary.length <= 65_535) return
  throw validationFailed({ resource: 'CheckRun', field: 'summary', code: 'too_long' })
}

function findCheckRun({ repository, parameters }: RepositoryCall): CheckRunState {
  const run = repository.checkRuns.find(({ id }) => id === Number(parameters['check_run_id']))
  if (run === undefined) throw notFound()
  return run
}

function getCheckRun(call: RepositoryCall): Reply {
  return ok(checkRunPayload(call.repository, findCheckRun(call)))
}

/** Only the App that made a check run may change it. */
function updateCheckRun(call: RepositoryCall): Reply {
  const run = findCheckRun(call)
  if (appOf(call.world, call.caller) !== run.app)
    throw new ApiFault(
      403,
      'Invalid app_id `' + String(run.app.id) + '` - check run can only be modified by the GitHub App that created it.',
    )
  applyCheckRun(call.world, run, call.body)
  checksChanged(call.repository)
  return ok(checkRunPayload(call.repository, run))
}

async function commitOf({ repository, parameters }: RepositoryCall): Promise<string> {
  const ref = parameters['ref'] ?? ''
  const sha = await resolveRef(repository.git, ref)
  if (sha === undefined) throw new ApiFault(422, `No commit found for SHA: ${ref}`)
  return sha
}

async function listCheckRuns(call: RepositoryCall): Promise<Reply> {
  const { repository, query } = call
  const sha = await commitOf(call)
  const all = query.get('filter') === 'all'
  const runs = all
    ? repository.checkRuns.filter(({ headSha }) => headSha === sha).toReversed()
    : latestCheckRuns(repository, sha)
  const name = query.get('check_name')
  const app = query.get('app_id')
  const found = runs
    .filter((run) => name === null || run.name === name)
    .filter((run) => app === null || String(run.app.id) === app)
  return paged(found, (run) => checkRunPayload(repository, run), 'check_runs')
}

async function listStatuses(call: RepositoryCall): Promise<Reply> {
  const sha = await commitOf(call)
  const statuses = call.repository.statuses.filter((status) => status.sha === sha).toReversed()
  return paged(statuses, (status) => statusPayload(call.repository, status))
}

async function combinedStatus(call: RepositoryCall): Promise<Reply> {
  const { repository } = call
  const sha = await commitOf(call)
  const newest = new Map(repository.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one]))
  const statuses = [...newest.values()]
  const url = `${repositoryUrl(repository)}/commits/${sha}`
  return ok({
    state: combinedState(statuses),
    // The combined list has each status without its creator.
    statuses: statuses.map((status) => withoutCreator(statusPayload(repository, status))),
    sha,
    total_count: statuses.length,
    repository: minimalRepositoryPayload(repository),
    commit_url: url,
    url: `${url}/status`,
  })
}

function withoutCreator({ creator: _, ...status }: JsonObject): JsonObject {
  return status
}

function combinedState(statuses: readonly StatusState[]): string {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure'
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending'
}

function createStatus(call: RepositoryCall): Reply {
  const { world, repository, body, caller, parameters } = call
  const status: StatusState = {
    id: world.nextId(),
    sha: parameters['sha'] ?? '',
    state: requiredText(body, 'state'),
    context: optionalText(body, 'context') ?? 'default',
    description: optionalText(body, 'description') ?? null,
    targetUrl: optionalText(body, 'target_url') ?? null,
    creator: actorOf(world, caller),
    createdAt: world.clock.now(),
  }
  repository.statuses.push(status)
  checksChanged(repository)
  return created(statusPayload(repository, status))
}
