/**
 * What GitHub says about a job in its identity token, every value a string (GitHub docs, "OpenID Connect reference").
 * The runner gives these; `iss`, `aud`, `sub`, `jti` and the times are the issuer's.
 */
export interface GitHubClaims {
  readonly actor: string
  readonly actor_id: string
  readonly base_ref: string
  readonly check_run_id?: string
  readonly enterprise?: string
  readonly enterprise_id?: string
  /** Name of the deployment environment of the job; absent when it has none. */
  readonly environment?: string
  readonly event_name: string
  readonly head_ref: string
  /** Workflow file that holds the job: the reusable one when the job is in one. `owner/repo/path@ref` */
  readonly job_workflow_ref: string
  readonly job_workflow_sha: string
  readonly ref: string
  readonly ref_protected: string
  readonly ref_type: string
  readonly repository: string
  readonly repository_id: string
  readonly repository_owner: string
  readonly repository_owner_id: string
  readonly repository_visibility: string
  readonly run_attempt: string
  readonly run_id: string
  readonly run_number: string
  readonly runner_environment: string
  readonly sha: string
  /** Replaces the computed subject: repositories may customise its template. */
  readonly sub?: string
  readonly workflow: string
  /** Workflow file of the run: the calling one. */
  readonly workflow_ref: string
  readonly workflow_sha: string
}

/**
 * The default subject of repositories created after 2026-07-15, which carries the immutable ids:
 * `repo:OWNER@OWNERID/REPO@REPOID:<context>`, where `:` inside a value is `%3A`.
 */
export function subjectOf(claims: GitHubClaims): string {
  if (claims.sub !== undefined) return claims.sub
  const name = claims.repository.slice(claims.repository.indexOf('/') + 1)
  const owner = `${escape(claims.repository_owner)}@${claims.repository_owner_id}`
  return `repo:${owner}/${escape(name)}@${claims.repository_id}:${contextOf(claims)}`
}

function contextOf(claims: GitHubClaims): string {
  if (claims.environment !== undefined) return `environment:${escape(claims.environment)}`
  return claims.event_name === 'pull_request' ? 'pull_request' : `ref:${claims.ref}`
}

function escape(value: string): string {
  return value.replaceAll(':', '%3A')
}
