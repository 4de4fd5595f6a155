import type { GitHubClaims } from '../oidc/index.ts'
import { textAt } from './json-object.ts'
import { refType, type RunFacts } from './run-facts.ts'
import type { SourceFile } from './sources.ts'

/** Gives a job the right to ask for identity tokens with these claims: the OIDC issuer of the sandbox. */
export interface IdentityIssuer {
  ticket(claims: GitHubClaims): { readonly url: string; readonly token: string }
}

export interface JobIdentity {
  /** The file that defines the job: the reusable one when the job is in one. */
  readonly file: SourceFile
  readonly environment: string | undefined
  readonly runnerEnvironment: string
  readonly jobId: number
}

/** `owner/name/.github/workflows/file.yml@ref`, as `job_workflow_ref` and `workflow_ref` write it. */
export function workflowReference(file: SourceFile): string {
  return `${file.repository}/${file.path}@${file.ref}`
}

/** Every claim GitHub documents for a job ("OpenID Connect reference"), as strings. */
export function claimsOf(run: RunFacts, job: JobIdentity): GitHubClaims {
  const { repository, event } = run
  return {
    actor: event.actor.login,
    actor_id: String(event.actor.id),
    base_ref: textAt(event.payload, 'pull_request', 'base', 'ref'),
    check_run_id: String(job.jobId),
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    event_name: event.name,
    head_ref: textAt(event.payload, 'pull_request', 'head', 'ref'),
    job_workflow_ref: workflowReference(job.file),
    job_workflow_sha: job.file.commit,
    ref: event.ref,
    ref_protected: String(run.refProtected),
    ref_type: refType(event.ref),
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    repository_visibility: repository.visibility,
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    runner_environment: job.runnerEnvironment,
    sha: event.sha,
    workflow: run.workflowName,
    workflow_ref: run.workflowRef,
    workflow_sha: run.workflowSha,
  }
}
