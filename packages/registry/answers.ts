import { parseJson, type PromoError } from '@promo/core'
import type { ResponseHeaders } from '@promo/http'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf, textOf } from './json-shape.ts'

interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly url: URL
  readonly body?: Uint8Array
}

/** Registries also say "too many requests" in the body of other statuses (OCI distribution-spec, "Error Codes"). */
const THROTTLED = 'TOOMANYREQUESTS'
const BUSY_STATUSES: ReadonlySet<number> = new Set([408, 425, 429])
/** docs.docker.com, "Docker Hub pull usage and limits": `100;w=21600` is 100 in 21600 seconds. */
const LIMIT_HEADERS = ['ratelimit-limit', 'ratelimit-remaining'] as const
const LIMIT_FORM = /^\d{1,10}(?:;w=\d{1,10})?$/
/** How a write says that there is no repository, which ECR, GAR and Harbor (its project) do not make by themselves. */
const NO_REPOSITORY: ReadonlySet<string> = new Set(['NAME_UNKNOWN', 'NOT_FOUND'])
/**
 * How a write says that its tag may not be moved: ECR (aws/containers-roadmap#862; promo writes no tag whose name is invalid)
 * and Harbor (goharbor/harbor#17332).
 */
const IMMUTABLE: readonly (readonly [status: number, code: string])[] = [
  [400, 'TAG_INVALID'],
  [412, 'PRECONDITION'],
]

/**
 * The error for an answer that was not wanted: `registry-unauthorized` (401, 403), `registry-unavailable` (throttled, 5xx),
 * `repository-unknown`, `tag-immutable`, `registry-response-invalid` (a success that is none, such as a web page) or
 * `registry-refused`. Tells status, host, path and the registry's own error codes; no query, which may be signed.
 */
export function answerError(answer: Answer, what: string, meaning: Meaning = meaningOf): PromoError {
  const said = errorCodes(answer.body)
  const facts = { status: answer.status, host: answer.url.host, path: answer.url.pathname, said }
  const words = said.length === 0 ? '' : ` (${said.join(', ')})`
  const code = meaning(answer.status, said)
  const wait = code === 'registry-unavailable' ? waitOf(answer.headers) : ''
  return registryError(code, facts, `${what}: ${answer.url.host} answered ${answer.status}${words}${wait}`)
}

export type Meaning = (status: number, said: readonly string[]) => Parameters<typeof registryError>[0]

/** What an answer means, whatever was asked. */
export function meaningOf(status: number, said: readonly string[]): ReturnType<Meaning> {
  if (said.includes(THROTTLED) || BUSY_STATUSES.has(status) || status >= 500) return 'registry-unavailable'
  if (status < 400) return 'registry-response-invalid'
  if (IMMUTABLE.some(([refusal, code]) => refusal === status && said.includes(code))) return 'tag-immutable'
  if (status === 404 && said.some((code) => NO_REPOSITORY.has(code))) return 'repository-unknown'
  return status === 401 || status === 403 ? 'registry-unauthorized' : 'registry-refused'
}

/** When to come back, as the registry says it: Docker Hub tells its pull limit and its window in seconds, but no Retry-After. */
function waitOf(headers: ResponseHeaders): string {
  const retryAfter = headers.get('retry-after')
  const wait = retryAfter === null ? '' : `, to be asked again after ${retryAfter.slice(0, 40)}`
  const limits = LIMIT_HEADERS.flatMap((name) => {
    const value = headers.get(name) ?? ''
    return LIMIT_FORM.test(value) ? [`${name} ${value}`] : []
  })
  return limits.length === 0 ? wait : `${wait}, ${limits.join(', ')}`
}

/** The codes of an OCI error body; anything else in it is not repeated, since a registry may say whatever it likes. */
export function errorCodes(body: Uint8Array | undefined): readonly string[] {
  if (body === undefined || body.byteLength === 0 || body.byteLength > 64 * 1024) return []
  try {
    const value = parseJson(body)
    const errors = isObject(value) ? memberOf(value, 'errors') : undefined
    const codes = isList(errors)
      ? errors.slice(0, 10).map((entry) => (isObject(entry) ? textOf(entry, 'code') : undefined))
      : []
    return codes.filter((code): code is string => code !== undefined && /^[A-Z0-9_]{1,64}$/.test(code))
  } catch {
    return []
  }
}
