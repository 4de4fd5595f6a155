import { parseJson, type Clock } from '@promo/core'
import type { HttpClient, HttpRequest, HttpResponse } from '@promo/http'
import { answerError } from './answers.ts'
import type { BearerChallenge } from './challenge.ts'
import type { Credential } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { registryError } from './errors.ts'
import { isObject, memberOf, textOf, type JsonObject } from './json-shape.ts'
import { checkRealm, type Realm } from './realm.ts'

export interface Token {
  readonly value: string
  /** Milliseconds since the epoch after which it is not used any more. */
  readonly usableUntil: number
}

export interface TokenRequest {
  readonly endpoint: Endpoint
  readonly challenge: BearerChallenge
  readonly scopes: readonly string[]
  readonly credential: Credential | undefined
}

/** The token specification: an absent `expires_in` means 60 seconds. */
const DEFAULT_LIFE_SECONDS = 60
/** A tenth of the life is left unused, so that no token expires on the way. */
const USED_PART = 0.9
/** GHCR denies a token now and then that it grants a second later: there a 403 is asked about once more. */
const FLAKY_REGISTRY = 'ghcr.io'
const FLAKY_PAUSE_MS = 1000
const ANSWER_LIMIT = 256 * 1024
const REDIRECT_LIMIT = 3
/** RFC 6750 `b64token`, and dots as in a JWT. */
const TOKEN_FORM = /^[A-Za-z0-9._~+/=:-]{1,65536}$/
/** How token servers that know only the OAuth2 form answer the other one. */
const NOT_BY_GET: ReadonlySet<number> = new Set([404, 405])

/**
 * Gets a bearer token: by GET with Basic, or by POST for identity tokens (distribution, docs/spec/auth/token.md and oauth.md).
 * A password goes by POST where the server does not know the GET. Redirects to another origin are refused: they would carry
 * the password on. Throws `realm-refused`, `registry-unauthorized`, `registry-unavailable` or `registry-response-invalid`.
 */
export async function fetchToken(
  request: TokenRequest,
  ports: { readonly http: HttpClient; readonly clock: Clock },
): Promise<Token> {
  const { credential, endpoint } = request
  if (credential?.kind === 'bearer') return { value: credential.token, usableUntil: Infinity }
  const realm = checkRealm(request.challenge.realm, endpoint, credential)
  const send = (call: HttpRequest): Promise<HttpResponse> =>
    sendWithin(ports.http, {
      ...call,
      redirect: 'manual',
      idempotent: true,
      discoveredFrom: realm.discoveredFrom,
      maxResponseBytes: ANSWER_LIMIT,
    })
  let response = await send(tokenCall(realm, request))
  if (response.status === 403 && endpoint.registry === FLAKY_REGISTRY) {
    await ports.clock.sleep(FLAKY_PAUSE_MS)
    response = await send(tokenCall(realm, request))
  }
  if (NOT_BY_GET.has(response.status) && credential?.kind === 'basic') {
    const { username, password } = credential
    const second = await send(formCall(realm, request, { grant_type: 'password', username, password }))
    if (second.status === 200) response = second
  }
  assertGiven(response, realm, request)
  return readToken(response, ports.clock.now().getTime())
}

/** Follows redirects on the server's own origin, as from `/token` to `/token/`; gives any other one back. */
async function sendWithin(http: HttpClient, first: HttpRequest): Promise<HttpResponse> {
  let response = await http.request(first)
  for (let hops = 0; hops < REDIRECT_LIMIT; hops += 1) {
    const url = placeOnOrigin(response, first.method)
    if (url === undefined) return response
    response = await http.request({ ...first, url })
  }
  return response
}

function placeOnOrigin({ status, headers, url }: HttpResponse, method: string): URL | undefined {
  const place = isRepeated(status, method) ? URL.parse(headers.get('location') ?? 'about:blank', url.href) : null
  return place?.origin === url.origin && place.username === '' && place.password === '' ? place : undefined
}

/** A POST is repeated as one after 307 and 308 alone (Fetch standard, "HTTP-redirect fetch"). */
function isRepeated(status: number, method: string): boolean {
  return status === 307 || status === 308 || (method === 'GET' && status >= 301 && status <= 303)
}

function assertGiven(response: HttpResponse, { url }: Realm, { scopes }: TokenRequest): void {
  if (response.status >= 300 && response.status < 400) {
    throw registryError('realm-refused', { realm: url.host }, `the token server ${url.host} redirects elsewhere`)
  }
  if (response.status !== 200) throw answerError(response, `token for ${scopes.join(' ')} from ${url.host}`)
}

function tokenCall(realm: Realm, request: TokenRequest): HttpRequest {
  const { challenge, scopes, credential } = request
  if (credential?.kind === 'identity') {
    return formCall(realm, request, { grant_type: 'refresh_token', refresh_token: credential.token })
  }
  const url = new URL(realm.url)
  if (challenge.service !== undefined) url.searchParams.set('service', challenge.service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  return { method: 'GET', url, headers: credential?.kind === 'basic' ? { authorization: basicHeader(credential) } : {} }
}

function formCall(
  { url }: Realm,
  { challenge, scopes }: TokenRequest,
  grant: Readonly<Record<string, string>>,
): HttpRequest {
  const form = new URLSearchParams({ ...grant, client_id: 'promo' })
  if (challenge.service !== undefined) form.set('service', challenge.service)
  form.set('scope', scopes.join(' '))
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url, headers, body: form.toString() }
}

/** `Basic` with user and password in UTF-8 (RFC 7617, section 2.1). */
export function basicHeader(credential: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`
}

function readToken(response: HttpResponse, now: number): Token {
  const answer = parse(response)
  const value = textOf(answer, 'token') ?? textOf(answer, 'access_token')
  if (value === undefined || !TOKEN_FORM.test(value)) throw invalid(response, 'gave no usable token')
  const told = memberOf(answer, 'expires_in')
  const seconds = typeof told === 'number' && told > 0 ? told : DEFAULT_LIFE_SECONDS
  const life = seconds * 1000 * USED_PART
  return { value, usableUntil: now + life - ageOf(answer, response, life) }
}

/**
 * How old the token is already, in milliseconds: a server may hand out one that it has given before. By the server's own
 * clock, since `issued_at` and `Date` are both its; without a `Date` it counts as new, and a 401 tells otherwise. So does one
 * that would be used up by now: no server means that, and one in Go that knows no time writes the year 1.
 */
function ageOf(answer: JsonObject, response: HttpResponse, life: number): number {
  const issued = Date.parse(textOf(answer, 'issued_at') ?? '')
  const sent = Date.parse(response.headers.get('date') ?? '')
  const age = sent - issued
  return age > 0 && age < life ? age : 0
}

/** The cause is dropped: it would quote the answer, which holds the token. */
function parse(response: HttpResponse): JsonObject {
  try {
    const value = parseJson(response.body)
    if (isObject(value)) return value
  } catch {
    throw invalid(response, 'gave no JSON')
  }
  throw invalid(response, 'gave no JSON object')
}

function invalid(response: HttpResponse, what: string): Error {
  const { host } = response.url
  return registryError('registry-response-invalid', { host }, `${host} ${what}`)
}
