import type { ReviewEnd } from './deployments.ts'
import { earlyContexts, environmentName } from './job-contexts.ts'
import type { JobRequest } from './job-request.ts'

/** Holds a job back until a reviewer of its environment decides; one that asks for no review goes on at once. */
export async function awaitReview(request: JobRequest): Promise<ReviewEnd> {
  const { engine, run, view, record, cancelled } = request
  const environment = reviewedEnvironment(request)
  const rule = environment && engine.host.environmentReview(run.repository.fullName, environment)
  if (!environment || !rule) return 'approved'
  record.status = 'waiting'
  view.status = 'waiting'
  engine.progress({ kind: 'job-waiting', run: view, job: record })
  const end = await engine.deployments.wait({
    runId: run.id,
    environment,
    rule,
    actor: run.triggeringActor,
    cancelled,
  })
  record.status = 'queued'
  if (!view.jobs.some(({ status }) => status === 'waiting')) view.status = 'in_progress'
  if (end === 'rejected') {
    const message = `The deployment to ${environment} was rejected.`
    record.annotations.push({ level: 'error', message })
  }
  return end
}

/** A name that cannot be had, or whose rules bar the ref, fails the job when it starts, with the message of the runner. */
function reviewedEnvironment(request: JobRequest): string | undefined {
  try {
    return environmentName(request, { contexts: earlyContexts(request, '') })
  } catch {
    return undefined
  }
}
