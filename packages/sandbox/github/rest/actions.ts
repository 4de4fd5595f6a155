import { accountPayload } from '../payloads/account.ts'
import { nodeId, time, timeOrNull } from '../payloads/places.ts'
import { minimalRepositoryPayload, repositoryUrl, webUrl } from '../payloads/repository.ts'
import type { RepositoryState } from '../state.ts'
import type { JobReport, JsonObject, RunReport } from '../types.ts'
import { notFound } from './fault.ts'
import { ok, onRepository, paged, type Reply, type RepositoryCall } from './route.ts'

/** Workflow runs and their jobs, as the runner reported them. */
export const actionsRoutes = [
  onRepository('GET /actions/runs', 'actions:read', listRuns),
  onRepository('GET /actions/runs/{run_id}', 'actions:read', (call) => ok(runPayload(call.repository, runOf(call)))),
  onRepository('GET /actions/runs/{run_id}/jobs', 'actions:read', listJobs),
]

function runOf({ repository, parameters }: RepositoryCall): RunReport {
  const run = repository.runs.get(Number(parameters['run_id']))
  if (run === undefined) throw notFound()
  return run
}

function listRuns({ repository, query }: RepositoryCall): Reply {
  const wanted = (name: string, value: string | undefined): boolean =>
    query.get(name) === null || query.get(name) === value
  const runs = [...repository.runs.values()]
    .filter((run) => wanted('head_sha', run.headSha) && wanted('event', run.event) && wanted('branch', run.headBranch))
    .filter((run) => wanted('status', run.status) || wanted('status', run.conclusion))
  return paged(runs.toReversed(), (run) => runPayload(repository, run), 'workflow_runs')
}

function listJobs(call: RepositoryCall): Reply {
  const run = runOf(call)
  return paged(run.jobs, (job) => jobPayload(call.repository, run, job), 'jobs')
}

function runPayload(repository: RepositoryState, run: RunReport): JsonObject {
  const url = `${repositoryUrl(repository)}/actions/runs/${run.id}`
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WFR', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.title ?? run.name,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion ?? null,
    workflow_id: repository.id,
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CS', run.id),
    url,
    html_url: `${webUrl(repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: time(run.createdAt),
    updated_at: time(run.createdAt),
    run_started_at: time(run.createdAt),
    actor: accountPayload(repository.owner),
    triggering_actor: accountPayload(repository.owner),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(repository)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repositoryUrl(repository)}/actions/workflows/${repository.id}`,
    head_commit: null,
    repository: minimalRepositoryPayload(repository),
    head_repository: minimalRepositoryPayload(repository),
  }
}

function jobPayload(repository: RepositoryState, run: RunReport, job: JobReport): JsonObject {
  const url = `${repositoryUrl(repository)}/actions`
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${url}/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId('J', job.id),
    head_sha: run.headSha,
    head_branch: run.headBranch,
    url: `${url}/jobs/${job.id}`,
    html_url: `${webUrl(repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion ?? null,
    created_at: time(run.createdAt),
    started_at: time(job.startedAt ?? run.createdAt),
    completed_at: timeOrNull(job.completedAt),
    name: job.name,
    steps: [],
    check_run_url: `${repositoryUrl(repository)}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: run.name,
  }
}
