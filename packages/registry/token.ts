import { parseJson, type Clock, type JsonValue } from '@promo/core'
import type { HttpClient, HttpRequest, HttpResponse } from '@promo/http'
import type { Challenge } from './challenge.ts'
import type { Credential } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { registryError } from './errors.ts'
import { isObject, memberOf, textOf } from './json-shape.ts'
import { checkRealm } from './realm.ts'
import { answerError } from './answers.ts'

export interface Token {
  readonly value: string
  /** Milliseconds since the epoch after which it is not used any more. */
  readonly usableUntil: number
}

type BearerChallenge = Extract<Challenge, { scheme: 'bearer' }>

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
/** RFC 6750 `b64token`, and dots as in a JWT. */
const TOKEN_FORM = /^[A-Za-z0-9._~+/=:-]{1,65536}$/

/**
 * Gets a bearer token (distribution, docs/spec/auth/token.md; oauth.md for identity tokens).
 * The realm's redirects are refused: they would carry the password on. Throws `realm-refused`, `registry-unauthorized`,
 * `registry-unavailable` or `registry-response-invalid`.
 */
export async function fetchToken(
  request: TokenRequest,
  ports: { readonly http: HttpClient; readonly clock: Clock },
): Promise<Token> {
  if (request.credential?.kind === 'bearer') return { value: request.credential.token, usableUntil: Infinity }
  const realm = checkRealm(request.challenge.realm, request.endpoint, request.credential !== undefined)
  const send = (): Promise<HttpResponse> =>
    ports.http.request({
      ...tokenCall(realm, request),
      redirect: 'manual',
      idempotent: true,
      discoveredFrom: request.endpoint.origin,
      maxResponseBytes: ANSWER_LIMIT,
    })
  let response = await send()
  if (response.status === 403 && request.endpoint.registry === FLAKY_REGISTRY) {
    await ports.clock.sleep(FLAKY_PAUSE_MS)
    response = await send()
  }
  if (response.status >= 300 && response.status < 400) {
    throw registryError('realm-refused', { realm: realm.host }, `the token server ${realm.host} redirects elsewhere`)
  }
  if (response.status !== 200) throw answerError(response, `token for ${request.scopes.join(' ')} from ${realm.host}`)
  return readToken(response, ports.clock.now().getTime())
}

function tokenCall(realm: URL, { challenge, scopes, credential }: TokenRequest): HttpRequest {
  if (credential?.kind === 'identity') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: credential.token,
      client_id: 'promo',
    })
    if (challenge.service !== undefined) form.set('service', challenge.service)
    form.set('scope', scopes.join(' '))
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { method: 'POST', url: realm, headers, body: form.toString() }
  }
  const url = new URL(realm)
  if (challenge.service !== undefined) url.searchParams.set('service', challenge.service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  return { method: 'GET', url, headers: credential?.kind === 'basic' ? { authorization: basicHeader(credential) } : {} }
}

export function basicHeader(credential: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`
}

function readToken(response: HttpResponse, now: number): Token {
  const answer = parse(response)
  const value = isObject(answer) ? (textOf(answer, 'token') ?? textOf(answer, 'access_token')) : undefined
  if (value === undefined || !TOKEN_FORM.test(value)) {
    throw registryError(
      'registry-response-invalid',
      { host: response.url.host },
      `${response.url.host} gave no usable token`,
    )
  }
  const life = isObject(answer) ? memberOf(answer, 'expires_in') : undefined
  const seconds = typeof life === 'number' && life > 0 ? life : DEFAULT_LIFE_SECONDS
  return { value, usableUntil: now + seconds * 1000 * USED_PART }
}

/** The cause is dropped: it would quote the answer, which holds the token. */
function parse(response: HttpResponse): JsonValue {
  try {
    return parseJson(response.body)
  } catch {
    throw registryError('registry-response-invalid', { host: response.url.host }, `${response.url.host} gave no JSON`)
  }
}
