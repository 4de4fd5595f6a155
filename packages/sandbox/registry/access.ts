import { randomUUID } from 'node:crypto'
import type { Clock } from '@promo/core'
import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, jsonAnswer } from './answers.ts'

export type Action = 'pull' | 'push' | 'delete'

export type Account =
  { readonly kind: 'anonymous' } | { readonly kind: 'basic'; readonly username: string; readonly password: string }

/** Whether an account may do this: answered by whoever knows the tokens (GitHub, for ghcr.io). */
export type Authorize = (account: Account, repository: string, action: Action) => boolean | Promise<boolean>

export type Authentication = 'bearer' | 'basic' | 'none'

export interface AccessOptions {
  readonly host: string
  readonly authentication: Authentication
  readonly authorize: Authorize
  readonly clock: Clock
}

/** Asks for authorization, issues tokens, checks them. */
export interface Access {
  /** Undefined when the request may go on; the refusal otherwise. */
  check(request: SandboxRequest, repository: string, action: Action): Promise<SandboxResponse | undefined>
  /** `GET /v2/`: whether any credential is given. */
  checkVersion(request: SandboxRequest): SandboxResponse | undefined
  /** The token server (distribution, docs/spec/auth/token.md and oauth.md). */
  token(request: SandboxRequest): Promise<SandboxResponse>
}

interface Grant {
  readonly until: number
  readonly allowed: ReadonlySet<string>
}

const TOKEN_SECONDS = 300

export function createAccess(options: AccessOptions): Access {
  const grants = new Map<string, Grant>()

  function grantOf(request: SandboxRequest): Grant | undefined {
    const token = /^Bearer (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
    const grant = token === undefined ? undefined : grants.get(token)
    return grant !== undefined && grant.until > options.clock.now().getTime() ? grant : undefined
  }

  function challenge(request: SandboxRequest, scope: string | undefined): SandboxResponse {
    const bearer = `Bearer realm="${request.url.origin}/token",service="${options.host}"`
    const asked = scope === undefined ? bearer : `${bearer},scope="${scope}"`
    const header = options.authentication === 'basic' ? `Basic realm="${options.host}"` : asked
    return errorAnswer(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': header })
  }

  async function check(
    request: SandboxRequest,
    repository: string,
    action: Action,
  ): Promise<SandboxResponse | undefined> {
    if (options.authentication === 'none') return undefined
    const scope = `repository:${repository}:${action === 'pull' ? 'pull' : 'pull,push'}`
    if (options.authentication === 'bearer') {
      return grantOf(request)?.allowed.has(`${repository}:${action}`) === true ? undefined : challenge(request, scope)
    }
    const account = basicAccount(request)
    if (await options.authorize(account, repository, action)) return undefined
    return account.kind === 'anonymous' ? challenge(request, scope) : errorAnswer(403, 'DENIED', 'access denied')
  }

  return {
    check,
    checkVersion: (request) => {
      const isKnown = options.authentication === 'none' || grantOf(request) !== undefined
      return isKnown || basicAccount(request).kind === 'basic' ? undefined : challenge(request, undefined)
    },
    token: async (request) => {
      const asked = tokenQuery(request)
      const account = asked.account ?? basicAccount(request)
      const allowed = new Set<string>()
      for (const { repository, action } of asked.scopes) {
        if (await options.authorize(account, repository, action)) allowed.add(`${repository}:${action}`)
      }
      if (asked.scopes.length > 0 && allowed.size === 0)
        return errorAnswer(403, 'DENIED', 'requested access to the resource is denied')
      const token = randomUUID()
      const now = options.clock.now()
      grants.set(token, { until: now.getTime() + TOKEN_SECONDS * 1000, allowed })
      const life = { expires_in: TOKEN_SECONDS, issued_at: now.toISOString() }
      return jsonAnswer(200, { token, access_token: token, ...life })
    },
  }
}

function basicAccount(request: SandboxRequest): Account {
  const encoded = /^Basic (.+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  if (encoded === undefined) return { kind: 'anonymous' }
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return { kind: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) }
}

interface TokenQuery {
  readonly account: Account | undefined
  readonly scopes: readonly { readonly repository: string; readonly action: Action }[]
}

function tokenQuery(request: SandboxRequest): TokenQuery {
  const form = request.method === 'POST' ? new URLSearchParams(Buffer.from(request.body).toString('utf8')) : undefined
  const query = form ?? request.url.searchParams
  const refresh = form?.get('refresh_token') ?? form?.get('password')
  const account = { kind: 'basic', username: form?.get('username') ?? '<token>', password: refresh ?? '' } as const
  return {
    account: typeof refresh === 'string' ? account : undefined,
    scopes: query
      .getAll('scope')
      .flatMap((list) => list.split(' '))
      .flatMap(readScope),
  }
}

function readScope(scope: string): TokenQuery['scopes'] {
  const [, repository = '', actions = ''] = /^repository:([^:]+):([a-z,*]+)$/.exec(scope) ?? []
  return actions.split(',').flatMap((action) => (isAction(action) ? [{ repository, action }] : []))
}

function isAction(text: string): text is Action {
  return text === 'pull' || text === 'push' || text === 'delete'
}
