import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { readFileSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { Agent, Pool, ProxyAgent, type Dispatcher } from 'undici'
import { isPrivateAddress } from './addresses.ts'
import { httpError } from './errors.ts'
import type { Reach } from './origins.ts'
import { proxyFor, type Environment } from './proxies.ts'

export interface TransportLimits {
  readonly connectMs: number
  readonly headersMs: number
  /** Longest silence within a body. */
  readonly stallMs: number
}

export const TRANSPORT_LIMITS: TransportLimits = { connectMs: 10_000, headersMs: 30_000, stallMs: 30_000 }
const CONNECTIONS_PER_ORIGIN = 16

/** Gives the connection pool for a URL. Behind a proxy the proxy resolves names, so that only their text can be checked. */
export type Transport = (url: URL, reach: Reach) => Dispatcher

export interface TransportOptions {
  readonly environment?: Environment | undefined
  readonly lookup?: LookupFunction
  readonly limits?: TransportLimits
}

export function createTransport({
  environment,
  lookup = systemLookup,
  limits = TRANSPORT_LIMITS,
}: TransportOptions): Transport {
  const tls = environment === undefined ? {} : extraTrust(environment)
  const proxies = new Map<string, Dispatcher>()
  const agentOptions = {
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.stallMs,
    connections: CONNECTIONS_PER_ORIGIN,
  }
  const connect = { timeout: limits.connectMs, ...tls }
  const agents: Readonly<Record<Reach, Agent>> = {
    anywhere: new Agent({ ...agentOptions, connect: { ...connect, lookup } }),
    public: new Agent({ ...agentOptions, connect: { ...connect, lookup: publicOnly(lookup) } }),
  }
  const proxyAgent = (uri: string): Dispatcher =>
    new ProxyAgent({
      ...agentOptions,
      uri,
      requestTls: connect,
      proxyTls: connect,
      clientFactory: (origin, options) => new Pool(origin, { ...options, ...agentOptions }),
    })
  return (url, reach) => {
    const proxy = proxyFor(url, environment ?? process.env)
    if (proxy === undefined) return agents[reach]
    const known = proxies.get(proxy) ?? proxyAgent(proxy)
    proxies.set(proxy, known)
    return known
  }
}

/** The trusted roots of this process and those of `NODE_EXTRA_CA_CERTS`, which Node itself reads only for its own start. */
function extraTrust(environment: Environment): { readonly secureContext?: SecureContext } {
  const file = environment['NODE_EXTRA_CA_CERTS']
  if (file === undefined || file === '') return {}
  return { secureContext: createSecureContext({ ca: [...getCACertificates('default'), readTrust(file)] }) }
}

function readTrust(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const remedy = 'Correct NODE_EXTRA_CA_CERTS: it must name a PEM file of certificates.'
    throw httpError('http-request-invalid', { file }, `${file} cannot be read`, { cause, remedy })
  }
}

/** Refuses a name as soon as one of its addresses is private: a name that points both ways is an attack. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const isRefused = error === null && addressesOf(address).some(isPrivateAddress)
      callback(isRefused ? privateName(hostname) : error, address, family)
    })
  }
}

function privateName(host: string): Error {
  return httpError('http-address-refused', { host }, `${host} points to a private address`)
}

function addressesOf(address: string | readonly LookupAddress[]): readonly string[] {
  return typeof address === 'string' ? [address] : address.map((entry) => entry.address)
}
