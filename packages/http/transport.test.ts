import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { createServer, type AddressInfo, type LookupFunction } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import { expectCode, fakeClock } from '@promo/core/testing'
import { clientOver } from './client.ts'
import type { HttpClient } from './request.ts'
import { startTestServer, statuses, type TestServer } from './testing.ts'
import { createTransport, TRANSPORT_LIMITS } from './transport.ts'

const servers: TestServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** A DNS in which every name has these addresses. */
function everyName(...addresses: readonly string[]): LookupFunction {
  const all: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, all)
    else callback(null, all[0]!.address, all[0]!.family)
  }
}

function resolving(...addresses: readonly string[]): HttpClient {
  return clientOver(createTransport({ environment: {}, lookup: everyName(...addresses) }), {
    clock: fakeClock(),
    plainHttpHosts: ['configured.example'],
  })
}

describe('names that point into a private network', () => {
  test.each([[['10.0.0.7']], [['1.1.1.1', '127.0.0.1']], [['fd00:ec2::254']]])(
    'are refused where an answer named them: %j',
    async (addresses) => {
      const request = {
        method: 'GET',
        url: 'https://realm.example/token',
        discoveredFrom: 'https://ghcr.io/v2/',
      } as const
      await expectCode('http-address-refused', () => resolving(...addresses).request(request))
    },
  )

  test('are reached where they were configured', async () => {
    const server = await startTestServer(statuses())
    servers.push(server)
    const url = `http://configured.example:${new URL(server.origin).port}/`
    expect((await resolving('127.0.0.1').request({ method: 'GET', url })).status).toBe(200)
  })
})

test('a name that does not exist is not asked for again', async () => {
  const lookup: LookupFunction = (_hostname, _options, callback) => {
    callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), '', 0)
  }
  const clock = fakeClock()
  const client = clientOver(createTransport({ environment: {}, lookup }), { clock })
  await expectCode('http-unreachable', () => client.request({ method: 'GET', url: 'https://nowhere.example/' }))
  expect(clock.slept).toEqual([])
})

test('a proxy whose URL is none is refused before anything is sent', async () => {
  const environment = { HTTPS_PROXY: 'http://me:secret@proxy:port' }
  const client = clientOver(createTransport({ environment }), { clock: fakeClock() })
  const error = await expectCode('http-request-invalid', () =>
    client.request({ method: 'GET', url: 'https://ghcr.io/' }),
  )
  expect(inspect(error)).not.toContain('secret')
})

describe('what does not come about', () => {
  const limits = { ...TRANSPORT_LIMITS, connectMs: 20 }
  const budget = { attempts: 1, totalMs: 5000, attemptTimeoutMs: 5000 }

  test('is given up: a name that DNS never answers', async () => {
    const client = clientOver(createTransport({ environment: {}, lookup: () => undefined, limits }), {})
    const request = { method: 'GET', url: 'https://slow.example/', budget } as const
    const error = await expectCode('http-timeout', () => client.request(request))
    expect(error.message).toContain('ETIMEDOUT')
  })

  test('is given up: a tunnel through a proxy that says nothing', async () => {
    const silent = createServer(() => undefined)
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
    const client = clientOver(createTransport({ environment, limits }), {})
    const request = { method: 'GET', url: 'https://ghcr.io/', budget } as const
    await expectCode('http-timeout', () => client.request(request))
    silent.close()
  })

  test('ends at once when it is cancelled while it waits for a connection', async () => {
    const server = await startTestServer(() => undefined)
    servers.push(server)
    const one = { ...TRANSPORT_LIMITS, connectionsPerOrigin: 1 }
    const client = clientOver(createTransport({ environment: {}, limits: one }), {})
    const [first, second] = [new AbortController(), new AbortController()]
    const ask = ({ signal }: AbortController) => client.request({ method: 'GET', url: server.origin, signal })
    const [holding, waiting] = [ask(first), ask(second)]
    second.abort()
    await expectCode('http-cancelled', () => waiting)
    first.abort()
    await expectCode('http-cancelled', () => holding)
  })
})
