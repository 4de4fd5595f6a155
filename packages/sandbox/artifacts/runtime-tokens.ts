import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '@promo/core'

export interface Job {
  readonly runId: number
  readonly jobId: number
  readonly attempt: number
  /** Absent: the token reaches no cache. */
  readonly caches?: CacheAccess
}

/** Refs whose caches a job reaches. */
export interface CacheAccess {
  readonly repository: string
  readonly write: string
  /** In the order of the search. */
  readonly read: readonly string[]
}

export interface RuntimeTokens {
  issue(job: Job): string
  /** The job of an `authorization: Bearer …` header; undefined for a token that was not issued here. */
  jobOf(authorization: string | undefined): Job | undefined
}

const SIX_HOURS = 21_600

/** A run and a job, as the results service names them. */
export function backendIds({ runId, jobId, attempt }: Job): { readonly run: string; readonly job: string } {
  return { run: `run-${runId}`, job: `job-${jobId}-${attempt}` }
}

/** JWTs as the runner hands them out: the client reads `scp` for its ids and sends the whole as a bearer token. */
export function createTokens(clock: Clock): RuntimeTokens {
  const secret = randomBytes(32)
  const jobs = new Map<string, Job>()
  return {
    issue: (job) => {
      const ids = backendIds(job)
      const now = Math.floor(clock.now().getTime() / 1000)
      const scope = `Actions.Results:${ids.run}:${ids.job}`
      const claims = {
        scp: `Actions.GenericRead:00000000-0000-0000-0000-000000000000 ${scope}`,
        ac: JSON.stringify(scopesOf(job.caches)),
        iss: 'https://token.actions.githubusercontent.com',
        nbf: now - 300,
        iat: now,
        exp: now + SIX_HOURS,
      }
      const signed = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`
      const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
      jobs.set(token, job)
      return token
    },
    jobOf: (authorization) => jobs.get((authorization ?? '').replace(/^Bearer /i, '')),
  }
}

/** As the runner's token says it: 3 reads and writes, 1 reads. */
function scopesOf(caches: CacheAccess | undefined): readonly object[] {
  return (caches?.read ?? []).map((scope) => ({ Scope: scope, Permission: scope === caches?.write ? 3 : 1 }))
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
