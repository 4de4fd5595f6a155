import type { Clock, ImageName } from '@promo/core'
import type { HttpClient, HttpRequest, HttpResponse, HttpStream, ResponseHeaders } from '@promo/http'
import { createAuthorization } from './authorization.ts'
import { parseChallenge } from './challenge.ts'
import type { Credentials } from './credentials.ts'
import { endpointOf, urlOf, type Endpoint } from './endpoint.ts'
import { repositoryScope, type Access } from './scopes.ts'

export interface SessionPorts {
  readonly http: HttpClient
  readonly credentials: Credentials
  readonly clock: Clock
  readonly log: (line: string) => void
  readonly insecure: readonly string[]
}

/** One request to a repository. `path` is relative to `/v2/<name>/`, a URL is one that the registry gave. */
export interface Call extends Omit<HttpRequest, 'url'> {
  readonly name: ImageName
  readonly path: string | URL
  readonly access: Access
  /** A second repository of the same registry that is read, for mounts. */
  readonly readsToo?: ImageName
}

/** Speaks to registries with the authorization each of them asks for. */
export interface Session {
  readonly clock: Clock
  readonly log: (line: string) => void
  endpoint(name: ImageName): Endpoint
  request(call: Call): Promise<HttpResponse>
  stream(call: Call): Promise<HttpStream>
}

interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly url: URL
}

/** One per client: what a registry asks for is learned once. */
export function createSession(ports: SessionPorts): Session {
  const authorization = createAuthorization(ports)
  const endpoints = new Map<ImageName, Endpoint>()
  const endpoint = (name: ImageName): Endpoint => {
    const found = endpoints.get(name) ?? endpointOf(name, ports.insecure)
    endpoints.set(name, found)
    return found
  }

  /** Sends once, and once more when the registry itself (never a host it redirected to) asks for other authorization. */
  async function authorized<A extends Answer>(
    call: Call,
    send: (request: RegistryRequest) => Promise<A>,
    drop: (answer: A) => Promise<void>,
  ): Promise<A> {
    const target = endpoint(call.name)
    const request = toRequest(call, target)
    const own = (url: URL): boolean => url.origin === target.origin
    if (!own(request.url)) return send(request)
    const scopes = scopesOf(call, target, endpoint)
    const used = await authorization.header(target, scopes)
    const answer = await send(withAuthorization(request, used))
    const challenge = answer.headers.get('www-authenticate')
    if (!own(answer.url) || !asksForOther(answer.status, challenge)) return answer
    const header = await authorization.renew(target, scopes, challenge, used)
    if (header === undefined) return answer
    await drop(answer)
    return send(withAuthorization(request, header))
  }

  return {
    clock: ports.clock,
    log: ports.log,
    endpoint,
    request: (call) =>
      authorized(
        call,
        (request) => ports.http.request(request),
        () => Promise.resolve(),
      ),
    stream: (call) =>
      authorized(
        call,
        (request) => ports.http.stream(request),
        (answer) => answer.cancel(),
      ),
  }
}

interface RegistryRequest extends HttpRequest {
  readonly url: URL
}

function toRequest(
  { name: _name, path, access: _access, readsToo: _readsToo, ...rest }: Call,
  endpoint: Endpoint,
): RegistryRequest {
  if (typeof path === 'string') return { ...rest, url: urlOf(endpoint, path) }
  return { ...rest, url: path, discoveredFrom: endpoint.origin }
}

function withAuthorization(request: RegistryRequest, header: string | undefined): RegistryRequest {
  return header === undefined ? request : { ...request, headers: { ...request.headers, authorization: header } }
}

/** RFC 6750, section 3.1, has 403 for a token of too little scope; the distribution project answers 401. */
function asksForOther(status: number, challenge: string | null): boolean {
  if (status === 401) return true
  const asked = status === 403 ? parseChallenge(challenge) : undefined
  return asked?.scheme === 'bearer' && asked.error === 'insufficient_scope'
}

/** Its own repository first: some token servers look at the first scope alone (go-containerregistry, transport/bearer.go). */
function scopesOf(call: Call, target: Endpoint, endpoint: (name: ImageName) => Endpoint): readonly string[] {
  const own = repositoryScope(target.repository, call.access)
  return call.readsToo === undefined ? [own] : [own, repositoryScope(endpoint(call.readsToo).repository, 'pull')]
}
