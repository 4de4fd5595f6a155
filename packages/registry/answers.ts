import { isPromoError, parseJson } from '@promo/core'
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

/**
 * The error for an answer that was not wanted: `registry-unauthorized` (401, 403), `registry-unavailable` (throttled, 5xx)
 * or `registry-refused`. Tells status, host, path and the registry's own error codes; no query, which may be signed.
 */
export function answerError(answer: Answer, what: string): Error {
  const said = errorCodes(answer.body)
  const retryAfter = answer.headers.get('retry-after')
  const facts = { status: answer.status, host: answer.url.host, path: answer.url.pathname, said }
  const words = said.length === 0 ? '' : ` (${said.join(', ')})`
  const message = `${what}: ${answer.url.host} answered ${answer.status}${words}`
  if (said.includes(THROTTLED) || BUSY_STATUSES.has(answer.status) || answer.status >= 500) {
    const wait = retryAfter === null ? '' : `, to be asked again after ${retryAfter.slice(0, 40)}`
    return registryError('registry-unavailable', facts, message + wait)
  }
  if (answer.status === 401 || answer.status === 403) return registryError('registry-unauthorized', facts, message)
  return registryError('registry-refused', facts, message)
}

/** The refusal of a manifest that names content the registry does not have; anything else is thrown on. */
export function unknownContent(error: unknown): Error {
  const said = isPromoError(error) ? error.facts['said'] : undefined
  if (error instanceof Error && Array.isArray(said) && said.includes('MANIFEST_BLOB_UNKNOWN')) return error
  throw error
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
