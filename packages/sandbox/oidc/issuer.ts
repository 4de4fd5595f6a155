import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '@promo/core'
import { jwtVerify, SignJWT, type JWTPayload } from 'jose'
import type { Handler, SandboxRequest, SandboxResponse } from '../network/index.ts'
import { subjectOf, type GitHubClaims } from './claims.ts'

export const OIDC_HOST = 'token.actions.githubusercontent.com'
export const OIDC_ISSUER = `https://${OIDC_HOST}`

const KEY_ID = 'sandbox-oidc-1'
const ALGORITHM = 'RS256'
/** GitHub's tokens live five minutes and are valid from ten minutes before they were issued. */
const LIFETIME_SECONDS = 300
const BACKDATED_SECONDS = 600

/** What a job gets as ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
export interface IdentityTicket {
  readonly url: string
  readonly token: string
}

export interface OidcIssuer {
  /** Serves token.actions.githubusercontent.com: discovery, keys and the request URL of every ticket. */
  readonly handler: Handler
  /** Lets the holder ask for identity tokens with these claims. */
  ticket(claims: GitHubClaims): IdentityTicket
  /** Makes a token directly, as the request URL does. */
  issue(claims: GitHubClaims, audience: string): Promise<string>
  /** The claims of a token of this issuer; rejects one that is expired, forged or for another audience. */
  verify(token: string, audience: string): Promise<JWTPayload>
}

/**
 * GitHub's issuer of identity tokens, with a key of its own (GitHub docs, "OpenID Connect reference"). `origin` is where it is
 * reached, and thereby its name: a real Fulcio on loopback asks there for the keys.
 */
export function createOidcIssuer(ports: { readonly clock: Clock; readonly origin?: string }): OidcIssuer {
  const { origin = OIDC_ISSUER } = ports
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: ALGORITHM, use: 'sig' }
  const tickets = new Map<string, { readonly token: string; readonly claims: GitHubClaims }>()

  const issue = async (claims: GitHubClaims, audience: string): Promise<string> => {
    const now = Math.floor(ports.clock.now().getTime() / 1000)
    return new SignJWT({ ...claims, sub: subjectOf(claims) })
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: 'JWT' })
      .setIssuer(origin)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now - BACKDATED_SECONDS)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .sign(keys.privateKey)
  }

  const exchange = async (request: SandboxRequest, id: string): Promise<SandboxResponse> => {
    const ticket = tickets.get(id)
    if (ticket === undefined || request.headers['authorization'] !== `Bearer ${ticket.token}`) {
      return json(401, { message: 'Unauthorized' })
    }
    const audience = request.url.searchParams.get('audience') ?? `https://github.com/${ticket.claims.repository_owner}`
    return json(200, { count: 1, value: await issue(ticket.claims, audience) })
  }

  return {
    issue,
    ticket: (claims) => {
      const id = randomBytes(12).toString('hex')
      const token = randomBytes(24).toString('base64url')
      tickets.set(id, { token, claims })
      return { url: `${origin}/idtoken/${id}?api-version=2.0`, token }
    },
    verify: async (token, audience) => {
      const options = { issuer: origin, audience, algorithms: [ALGORITHM], currentDate: ports.clock.now() }
      return (await jwtVerify(token, keys.publicKey, options)).payload
    },
    handler: async (request) => {
      const path = request.url.pathname
      if (request.method !== 'GET') return json(405, { message: 'Method Not Allowed' })
      if (path === '/.well-known/openid-configuration') return json(200, discovery(origin))
      if (path === '/.well-known/jwks') return json(200, { keys: [jwk] })
      const id = /^\/idtoken\/([0-9a-f]+)$/.exec(path)?.[1]
      return id === undefined ? json(404, { message: 'Not Found' }) : exchange(request, id)
    },
  }
}

function discovery(origin: string): unknown {
  return {
    issuer: origin,
    jwks_uri: `${origin}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: [ALGORITHM],
    scopes_supported: ['openid'],
  }
}

function json(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}
