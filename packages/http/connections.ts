import { Agent, request as plainRequest, type AgentOptions, type ClientRequest, type RequestOptions } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import { httpError } from './errors.ts'
import { extraTrust } from './extra-trust.ts'
import type { Reach } from './origins.ts'
import type { Environment } from './proxies.ts'
import { publicOnly } from './public-lookup.ts'
import type { TransportLimits } from './transport.ts'
import { tunnelled, type Over } from './tunnel.ts'

/** Opens a request on a connection that is kept, or a new one. */
export type Open = (options: RequestOptions) => ClientRequest

/** Connections to origins, each kept for the requests that follow. */
export interface Connections {
  direct(url: URL, reach: Reach): Promise<Open>
  /** `proxy`: its URL. */
  through(url: URL, proxy: string): Promise<Open>
}

export interface ConnectionOptions {
  readonly environment: Environment | undefined
  readonly lookup: LookupFunction
  readonly limits: TransportLimits
}

/** How long a connection waits for its next request: servers close theirs after five seconds and more. */
const IDLE_MS = 4000

/** A scheme: how its requests are made, and over what. */
interface Scheme {
  readonly request: Open
  agent(options: AgentOptions): Agent
  readonly over: Over
}

const PLAIN: Scheme = {
  request: plainRequest,
  agent: (options) => new Agent(options),
  over: (socket) => socket,
}

/** Those of Node itself, which are there when a process starts; TLS is loaded for the first https address. */
export function createConnections({ environment, lookup, limits }: ConnectionOptions): Connections {
  const kept = { keepAlive: true, maxSockets: limits.connectionsPerOrigin, timeout: IDLE_MS }
  const lookups: Readonly<Record<Reach, LookupFunction>> = { anywhere: lookup, public: publicOnly(lookup) }
  const agents = new Map<string, Agent>()
  let secure: Promise<Scheme> | undefined
  const schemeOf = async ({ protocol }: URL): Promise<Scheme> =>
    protocol === 'https:' ? (secure ??= loadSecure(environment)) : PLAIN
  const openOver = (key: string, scheme: Scheme, make: () => Agent): Open => {
    const agent = agents.get(key) ?? make()
    agents.set(key, agent)
    return (options) => scheme.request({ ...options, agent })
  }
  return {
    direct: async (url, reach) => {
      const scheme = await schemeOf(url)
      return openOver(`${url.protocol}${reach}`, scheme, () => scheme.agent({ ...kept, lookup: lookups[reach] }))
    },
    through: async (url, proxy) => {
      const proxyUrl = parseProxy(proxy)
      const [scheme, { request: open }] = await Promise.all([schemeOf(url), schemeOf(proxyUrl)])
      const make = (): Agent => tunnelled(scheme.agent(kept), { url: proxyUrl, open }, scheme.over, limits)
      return openOver(`${url.protocol}${proxy}`, scheme, make)
    },
  }
}

/** Says nothing of the text: it may hold a password. */
function parseProxy(text: string): URL {
  const url = URL.parse(text)
  if (url !== null) return url
  const remedy = 'Correct HTTPS_PROXY and HTTP_PROXY: a proxy is `http://host:port`, its password percent-encoded.'
  throw httpError('http-request-invalid', {}, 'the proxy of the environment is not a URL', { remedy })
}

async function loadSecure(environment: Environment | undefined): Promise<Scheme> {
  // In a bundle `node:https` has a default export alone (scripts/build/required-builtins.ts).
  const [{ default: https }, tls, trust] = await Promise.all([
    import('node:https'),
    import('node:tls'),
    extraTrust(environment),
  ])
  return {
    request: (options) => https.request({ ...options, ...trust }),
    agent: (options) => new https.Agent({ ...options, ...trust }),
    // An address is no server name (RFC 6066 3); it is held against the certificate all the same.
    over: (socket, host) =>
      tls.connect({ ...trust, socket, host, servername: isIP(host) === 0 ? host : '', ALPNProtocols: ['http/1.1'] }),
  }
}
