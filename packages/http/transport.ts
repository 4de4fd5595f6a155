import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import type { Bulk } from './bulk.ts'
import { createConnections } from './connections.ts'
import type { Reach } from './origins.ts'
import { proxyFor, type Environment } from './proxies.ts'
import type { Hop } from './redirects.ts'
import type { IncomingFields } from './response-headers.ts'
import { sendHop } from './send.ts'

export interface TransportLimits {
  /** For a connection, and for a proxy's answer. */
  readonly connectMs: number
  /** Longest silence before and within an answer. */
  readonly silenceMs: number
  readonly connectionsPerOrigin: number
}

export const TRANSPORT_LIMITS: TransportLimits = { connectMs: 10_000, silenceMs: 30_000, connectionsPerOrigin: 16 }

/** The head of an answer, and its body as it comes. */
export interface Incoming {
  readonly status: number
  readonly headers: IncomingFields
  readonly body: Readable
}

/**
 * Puts one hop on the wire, over connections that are kept. An aborted signal ends the answer too. Behind a proxy the proxy
 * resolves names, so that only their text can be checked.
 */
export type Transport = (hop: Hop, reach: Reach, answer: AnswerSize, signal: AbortSignal) => Promise<Incoming>

/** What is expected: `bulk` is read as it comes, and may be larger than most answers. */
export type AnswerSize = 'small' | 'bulk'

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
  const connections = createConnections({ environment, lookup, limits })
  const proxies = new Map<string, string | undefined>()
  const proxyOf = (url: URL): string | undefined => {
    const { origin } = url
    if (!proxies.has(origin)) proxies.set(origin, proxyFor(url, environment ?? process.env))
    return proxies.get(origin)
  }
  let bulk: Promise<Bulk> | undefined
  return async (hop, reach, answer, signal) => {
    const proxy = proxyOf(hop.url)
    if (answer === 'bulk' && proxy === undefined) {
      bulk ??= import('./bulk.ts').then(({ createBulk }) => createBulk({ environment, lookup, limits }))
      return (await bulk)(hop, reach, signal)
    }
    const open = await (proxy === undefined ? connections.direct(hop.url, reach) : connections.through(hop.url, proxy))
    return sendHop(hop, open, limits, signal)
  }
}
