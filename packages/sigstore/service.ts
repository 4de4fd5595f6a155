import { isPromoError, parseJson, type JsonValue } from '@promo/core'
import { SIGSTORE, type HttpClient, type HttpResponse, type RetryBudget } from '@promo/http'
import { oneLine, reasonOf, sigstoreError } from './errors.ts'

/** How a Sigstore service is reached. */
export interface ServicePorts {
  readonly http: HttpClient
  readonly budget?: RetryBudget
}

export interface ServiceRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Values that no message may hold. */
  readonly secrets?: readonly string[]
}

/** Largest answer of a service: a log entry carries hashes and a certificate, never the statement. */
const ANSWER_LIMIT = 1024 * 1024

/**
 * One request to a Sigstore service: repeated on transient failures (all of them may be: an equal entry is in the log once),
 * never redirected (a redirect would carry the identity token elsewhere). Throws `sigstore-unavailable`; gives any answer below 500.
 */
export async function ask(ports: ServicePorts, request: ServiceRequest): Promise<HttpResponse> {
  const { secrets = [], ...sent } = request
  let response: HttpResponse
  try {
    response = await ports.http.request({
      ...sent,
      idempotent: true,
      redirect: 'manual',
      maxResponseBytes: ANSWER_LIMIT,
      budget: ports.budget ?? SIGSTORE,
    })
  } catch (error) {
    if (secrets.length === 0 && isPromoError(error) && error.ending === 'configuration') throw error
    // Without the cause: with a secret in the body no part of a foreign error is safe to print.
    const options = secrets.length === 0 ? { cause: error } : {}
    throw sigstoreError(
      'sigstore-unavailable',
      { service: request.url.host },
      scrub(failure(request, reasonOf(error)), secrets),
      options,
    )
  }
  if (response.status >= 500) throw unavailable(request, response)
  return response
}

/** The error for an answer that should not be: `sigstore-refused` for 4xx, `sigstore-unavailable` for anything else. */
export function unexpected(request: ServiceRequest, response: HttpResponse): Error {
  const { status } = response
  if (status < 400 || status >= 500 || status === 408 || status === 429) return unavailable(request, response)
  return sigstoreError('sigstore-refused', factsOf(request, response), described(request, response))
}

/** What a service said, on one line, without the secrets of the request: a body may repeat them. */
export function described(request: ServiceRequest, response: HttpResponse): string {
  const said = oneLine(Buffer.from(response.body.subarray(0, 4096)).toString())
  return scrub(failure(request, `status ${String(response.status)}: ${said}`), request.secrets ?? [])
}

/** The answer as JSON; throws `sigstore-unavailable` when it is none. */
export function jsonOf(request: ServiceRequest, response: HttpResponse): JsonValue {
  try {
    return parseJson(response.body, { maxBytes: ANSWER_LIMIT })
  } catch {
    throw sigstoreError('sigstore-unavailable', factsOf(request, response), failure(request, 'the answer is not JSON'))
  }
}

function unavailable(request: ServiceRequest, response: HttpResponse): Error {
  return sigstoreError('sigstore-unavailable', factsOf(request, response), described(request, response))
}

function factsOf(
  request: ServiceRequest,
  response: HttpResponse,
): { readonly service: string; readonly status: number } {
  return { service: request.url.host, status: response.status }
}

function failure(request: ServiceRequest, why: string): string {
  return `${request.method} ${request.url.origin}${request.url.pathname} failed: ${why}`
}

/** Takes every secret and every dot-separated part of one out of the text: a service may quote the token it got. */
export function scrub(text: string, secrets: readonly string[]): string {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split('.')]).filter((part) => part.length >= 8)
  return parts.reduce((clean, part) => clean.replaceAll(part, '***'), text)
}
