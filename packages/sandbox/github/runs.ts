import { emptyCheckRun } from './rest/checks.ts'
import { webUrl } from './payloads/repository.ts'
import { theRepository } from './repositories.ts'
import { checksChanged, type CheckRunState, type RepositoryState, type World } from './state.ts'
import type { JobReport, RunReport } from './types.ts'

/** Keeps a run's newest state; each of its jobs is a check run of the App "GitHub Actions", with the id of the job. */
export function reportRun(world: World, run: RunReport): void {
  const repository = theRepository(world, run.repository)
  repository.runs.set(run.id, run)
  for (const job of run.jobs) {
    const check = repository.checkRuns.find(({ id }) => id === job.id) ?? addCheck(world, repository, run, job)
    check.status = job.status
    check.conclusion = job.conclusion ?? null
    check.startedAt = job.startedAt ?? null
    check.completedAt = job.completedAt ?? null
  }
  checksChanged(repository)
}

function addCheck(world: World, repository: RepositoryState, run: RunReport, job: JobReport): CheckRunState {
  const check: CheckRunState = {
    ...emptyCheckRun(world, repository, run.headSha),
    id: job.id,
    name: job.name,
    app: world.actionsApp,
    detailsUrl: `${webUrl(repository)}/actions/runs/${run.id}/job/${job.id}`,
  }
  repository.checkRuns.push(check)
  return check
}
