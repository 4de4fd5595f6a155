import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import type { ConnectionOptions } from './connections.ts'
import { extraTrust } from './extra-trust.ts'
import type { Reach } from './origins.ts'
import { publicOnly } from './public-lookup.ts'
import type { Hop } from './redirects.ts'
import type { Incoming } from './transport.ts'

/** Sends a hop whose answer may be large. */
export type Bulk = (hop: Hop, reach: Reach, signal: AbortSignal) => Promise<Incoming>

/**
 * undici hands out the bytes of a body as they were read, where Node's client copies them (src/node_http_parser.cc, `on_body`):
 * a fifth of the time of a large blob. In a file of its own, since few steps read one.
 */
export async function createBulk({ environment, lookup, limits }: ConnectionOptions): Promise<Bulk> {
  const trust = await extraTrust(environment)
  const agent = (of: LookupFunction): Agent =>
    new Agent({
      headersTimeout: limits.silenceMs,
      bodyTimeout: limits.silenceMs,
      connections: limits.connectionsPerOrigin,
      connect: { timeout: limits.connectMs, lookup: of, ...trust },
    })
  const agents: Readonly<Record<Reach, Agent>> = { anywhere: agent(lookup), public: agent(publicOnly(lookup)) }
  return async ({ url, method, headers, body }, reach, signal) => {
    const answer = await agents[reach].request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: body === undefined ? headers : { ...headers, 'content-length': String(body.size) },
      body: body === undefined || body.size === 0 ? null : body.open(),
      signal,
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body }
  }
}
