import { createHash } from 'node:crypto'
import { callerOf } from '../caller.ts'
import type { Handler, SandboxRequest, SandboxResponse } from '../../network/index.ts'
import { isPull } from '../pulls.ts'
import { findRepository, type RepositoryState, type World } from '../state.ts'
import { canSee, mayUse } from '../tokens.ts'
import { parseBody } from './body.ts'
import { ApiFault, badCredentials, mustHaveAccess, notAccessible, notFound, requiresAuthentication } from './fault.ts'
import type { Call, Reply, Route } from './route.ts'
import { pageOf } from './pages.ts'

const PULLS = 'pull-requests' as const

/** Parameters whose value may hold slashes, also when they come unescaped. */
const GREEDY = new Set(['ref', 'path', 'branch', 'basehead', 'tree_sha'])

interface CompiledRoute {
  readonly route: Route
  readonly pattern: RegExp
}

/** api.github.com: finds the route, checks the token and its permissions, and answers as GitHub does, errors included. */
export function createRestHandler(world: World, routes: readonly Route[]): Handler {
  const compiled = routes.map((route) => ({ route, pattern: compile(route.path) }))
  return async (request) => {
    try {
      return finish(request, await answer(world, compiled, request))
    } catch (error) {
      if (error instanceof ApiFault) return finish(request, { status: error.status, body: error.body })
      throw error
    }
  }
}

/** The route's template for a request, as the OpenAPI description names it; undefined for an unknown route. */
export function routeTemplate(routes: readonly Route[], method: string, pathname: string): string | undefined {
  return routes.find((route) => route.method === method && compile(route.path).test(pathname))?.path
}

function compile(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${GREEDY.has(name) ? '.+' : '[^/]+'})`)
  return new RegExp(`^${source}$`)
}

async function answer(world: World, routes: readonly CompiledRoute[], request: SandboxRequest): Promise<Reply> {
  const caller = callerOf(world, request.headers['authorization'])
  if (caller === undefined) throw badCredentials()
  const path = request.url.pathname.replace(/(.)\/$/, '$1')
  const found = routes.find(({ route, pattern }) => route.method === request.method && pattern.test(path))
  if (found === undefined) throw notFound()
  const parameters = Object.fromEntries(
    Object.entries(found.pattern.exec(path)?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  )
  const accept = request.headers['accept'] ?? ''
  const call = { world, caller, parameters, query: request.url.searchParams, body: parseBody(request.body), accept }
  return dispatch(found.route, call)
}

async function dispatch(route: Route, call: Call): Promise<Reply> {
  if (route.kind === 'plain') return route.handle(call)
  const { owner = '', repo = '' } = call.parameters
  const repository = findRepository(call.world, `${owner}/${repo}`)
  if (repository === undefined || !canSee(repository, call.caller)) throw notFound()
  assertAllowed(route, repository, call)
  if (route.method === 'GET') return route.handle({ ...call, repository })
  return repository.exclusive(async () => route.handle({ ...call, repository }))
}

function assertAllowed(route: Extract<Route, { kind: 'repository' }>, repository: RepositoryState, call: Call): void {
  const { caller } = call
  const permissions = isAboutPull(route, repository, call) ? [route.permission, PULLS] : [route.permission]
  if (permissions.some((permission) => mayUse(repository, caller, permission, route.access))) return
  if (caller.kind === 'anonymous') throw requiresAuthentication()
  throw caller.kind === 'user' ? mustHaveAccess() : notAccessible()
}

/** Comments and labels of a pull request are reached through the issues API with either permission (docs.github.com, "Permissions required for GitHub Apps"). */
function isAboutPull(route: Extract<Route, { kind: 'repository' }>, repository: RepositoryState, call: Call): boolean {
  const issue = repository.issues.get(Number(call.parameters['issue_number']))
  return route.permission === 'issues' && issue !== undefined && isPull(issue)
}

function finish(request: SandboxRequest, reply: Reply): SandboxResponse {
  const { body, headers: pageHeaders } =
    reply.list === undefined ? { body: reply.body } : pageOf(request.url, reply.list)
  const bytes = encode(body)
  const etag = `W/"${createHash('sha256').update(bytes).digest('hex')}"`
  const headers = {
    'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    ...(request.method === 'GET' && reply.status === 200 ? { etag } : {}),
    ...pageHeaders,
    ...reply.headers,
  }
  if (request.method === 'GET' && reply.status === 200 && request.headers['if-none-match'] === etag) {
    return { status: 304, headers: { etag } }
  }
  return { status: reply.status, headers, body: bytes }
}

function encode(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array()
  return body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body))
}
