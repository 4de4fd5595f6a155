import { afterEach, describe, expect, test } from '@jest/globals'
import { digestOf, assertDigest } from '@promo/core'
import { expectCode, fakeClock } from '@promo/core/testing'
import { clientOver, createHttpClient, type HttpClientOptions } from './client.ts'
import type { HttpClient, HttpRequest } from './request.ts'
import { startTestServer, statuses, type Answering, type TestServer } from './testing.ts'
import { createTransport, TRANSPORT_LIMITS } from './transport.ts'

const servers: TestServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function serve(answer: Answering): Promise<TestServer> {
  const server = await startTestServer(answer)
  servers.push(server)
  return server
}

function aClient(options: HttpClientOptions = {}): HttpClient {
  return createHttpClient({ clock: fakeClock(), random: () => 1, environment: {}, ...options })
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return text(Buffer.concat(chunks))
}

describe('an exchange', () => {
  test('carries method, headers and body, and gives status, headers, place and body', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(201, { 'x-one': '1', 'set-cookie': ['a=1', 'b=2'] }).end('answer')
    })
    const response = await aClient().request({
      method: 'POST',
      url: `${server.origin}/v2/?n=1#part`,
      headers: { 'Content-Type': 'text/plain' },
      body: 'question',
    })
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v2/?n=1', body: 'question' })
    expect(server.seen[0]?.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '8',
      'user-agent': 'promo',
    })
    expect([
      response.status,
      response.headers.get('x-one'),
      [...response.headers].filter(([name]) => name === 'set-cookie').map(([, value]) => value),
    ]).toEqual([201, '1', ['a=1', 'b=2']])
    expect([response.url.href, text(response.body)]).toEqual([`${server.origin}/v2/?n=1`, 'answer'])
  })

  test('uses one connection for requests one after the other, redirects and retries included', async () => {
    const server = await serve(({ path }, response) => {
      response
        .writeHead(path === '/a' ? 302 : path === '/b' ? 503 : 200, path === '/a' ? { location: '/c' } : {})
        .end('some text')
    })
    const client = aClient({ random: () => 0 })
    for (const path of ['/a', '/b', '/c']) await client.request({ method: 'GET', url: `${server.origin}${path}` })
    const stream = await client.stream({ method: 'GET', url: `${server.origin}/b` })
    expect(await read(stream.body)).toBe('some text')
    expect(server.seen).toHaveLength(2 + 5 + 1 + 5)
    expect(server.connections()).toBe(1)
  })

  test.each([
    [
      'a header that holds a line break',
      { url: 'http://127.0.0.1:9/', headers: { authorization: 'Bearer x\r\ny: z' } },
    ],
    ['a URL that is none', { url: 'ghcr.io/v2/' }],
  ])('is refused for %s', (_what, request) =>
    expectCode('http-request-invalid', () => aClient().request({ method: 'GET', ...request })),
  )
})

describe('retries', () => {
  test('repeat a read after a transient status and return the last answer when all fail', async () => {
    const clock = fakeClock()
    const server = await serve(statuses(503, 429, 500, 502, 504))
    const response = await aClient({ clock }).request({ method: 'GET', url: server.origin })
    expect([response.status, server.seen.length, clock.slept]).toEqual([504, 5, [1000, 2000, 4000, 8000]])
  })

  test.each([200, 301, 304, 400, 401, 403, 404, 409, 410, 412, 422])('leave %i alone', async (status) => {
    const server = await serve(statuses(status, 200))
    const response = await aClient().request({ method: 'GET', url: server.origin })
    expect([response.status, server.seen.length]).toEqual([status, 1])
  })

  test.each([
    [403, { 'retry-after': '7' }, '', 7000],
    [
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse('2026-12-01T12:00:20Z') / 1000) },
      '',
      21_000,
    ],
    [403, {}, '{"message":"You have exceeded a secondary rate limit."}', 1000],
    [422, {}, '{"message":"content was submitted too quickly"}', 1000],
  ])('repeat %i when it stands for a rate limit: %j %s', async (status, headers, body, delay) => {
    const clock = fakeClock('2026-12-01T12:00:00Z')
    let first = true
    const server = await serve((_request, response) => {
      response.writeHead(first ? status : 200, first ? headers : {}).end(body)
      first = false
    })
    const response = await aClient({ clock }).request({ method: 'GET', url: server.origin })
    expect([response.status, clock.slept]).toEqual([200, [delay]])
  })

  test('send a POST once unless it is said to be idempotent', async () => {
    const server = await serve(statuses(503, 503, 200))
    const request: HttpRequest = { method: 'POST', url: server.origin, body: 'x' }
    expect((await aClient().request(request)).status).toBe(503)
    expect((await aClient().request({ ...request, idempotent: true })).status).toBe(200)
    expect(server.seen.map(({ body }) => body)).toEqual(['x', 'x', 'x'])
  })

  test('open a replayable body anew for each attempt', async () => {
    let opened = 0
    const server = await serve(statuses(500, 200))
    const body = {
      size: 6,
      async *open() {
        opened += 1
        yield Buffer.from('abc')
        yield Buffer.from('def')
      },
    }
    await aClient().request({ method: 'PUT', url: server.origin, body })
    expect([opened, ...server.seen.map((request) => request.body)]).toEqual([2, 'abcdef', 'abcdef'])
  })

  test('can be turned off for statuses', async () => {
    const server = await serve(statuses(503))
    expect((await aClient().request({ method: 'GET', url: server.origin, retryStatuses: 'none' })).status).toBe(503)
  })

  test('repeat a reset connection and a body that ends too soon', async () => {
    let attempt = 0
    const server = await serve((_request, response) => {
      attempt += 1
      if (attempt === 1) response.socket?.resetAndDestroy()
      else if (attempt === 2) {
        response.writeHead(200, { 'content-length': '100' }).write('short')
        setImmediate(() => response.socket?.destroy())
      } else response.end('whole')
    })
    expect(text((await aClient().request({ method: 'GET', url: server.origin })).body)).toBe('whole')
  })

  test('log where they go without the query', async () => {
    const lines: string[] = []
    const server = await serve(statuses(503))
    await aClient({ log: (line) => lines.push(line) }).request({
      method: 'GET',
      url: `${server.origin}/blob?sig=secret`,
    })
    expect(lines).toEqual([`GET ${server.origin}/blob: 503; attempt 1 of 5, again in 1.0 s`])
  })

  test('end in an error that names all attempts when there never was an answer', async () => {
    const server = await startTestServer(statuses())
    await server.close()
    const error = await expectCode('http-unreachable', () =>
      aClient().request({ method: 'GET', url: `${server.origin}/?a=secret` }),
    )
    expect(error.facts['attempts']).toEqual(Array(5).fill('ECONNREFUSED'))
    expect(JSON.stringify(error) + error.message).not.toContain('secret')
  })

  test('do not repeat what the source of a body found wrong', async () => {
    const server = await serve(statuses())
    const body = {
      size: 3,
      async *open() {
        yield Buffer.from('ab')
        assertDigest('ab', digestOf('abc'), 'layer')
      },
    }
    await expectCode('digest-mismatch', () => aClient().request({ method: 'PUT', url: server.origin, body }))
  })
})

describe('size limits', () => {
  test('refuse a declared length before reading', async () => {
    const server = await serve((_request, response) => response.writeHead(200, { 'content-length': '11' }).write('x'))
    const run = () => aClient().request({ method: 'GET', url: server.origin, maxResponseBytes: 10 })
    await expectCode('http-response-too-large', run)
    expect(server.seen).toHaveLength(1)
  })

  test('stop an undeclared length at the limit, for streams too', async () => {
    const server = await serve((_request, response) => {
      response.write('123456')
      setImmediate(() => response.write('789012'))
    })
    const request: HttpRequest = { method: 'GET', url: server.origin, maxResponseBytes: 10 }
    await expectCode('http-response-too-large', () => aClient().request(request))
    const stream = await aClient().stream(request)
    await expectCode('http-response-too-large', () => read(stream.body))
  })

  test('let pass exactly the limit, and any length that HEAD only tells', async () => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': '10' }).end('1234567890'),
    )
    const request: HttpRequest = { method: 'GET', url: server.origin, maxResponseBytes: 10 }
    expect((await aClient().request(request)).body).toHaveLength(10)
    expect((await aClient().request({ ...request, method: 'HEAD', maxResponseBytes: 1 })).status).toBe(200)
  })
})

describe('time and cancellation', () => {
  const silence: Answering = () => undefined
  const budget = { attempts: 1, totalMs: 1000, attemptTimeoutMs: 20 }

  test('an attempt without an answer ends', async () => {
    const server = await serve(silence)
    await expectCode('http-timeout', () => aClient().request({ method: 'GET', url: server.origin, budget }))
  })

  test('a stream that stalls ends', async () => {
    const server = await serve((_request, response) => response.write('one'))
    const client = clientOver(createTransport({ environment: {}, limits: { ...TRANSPORT_LIMITS, silenceMs: 20 } }), {})
    const stream = await client.stream({ method: 'GET', url: server.origin })
    await expectCode('http-timeout', () => read(stream.body))
  })

  test('a cancelled request and a cancelled stream end at once', async () => {
    const server = await serve(({ path }, response) => path === '/stream' && response.write('one'))
    const cancel = new AbortController()
    const run = aClient().request({ method: 'GET', url: server.origin, signal: cancel.signal })
    const stream = await aClient().stream({ method: 'GET', url: `${server.origin}/stream`, signal: cancel.signal })
    cancel.abort()
    await expectCode('http-cancelled', () => run)
    await expectCode('http-cancelled', () => read(stream.body))
  })

  test('a stream that is not wanted any more closes its connection', async () => {
    let closed: Promise<unknown> | undefined
    const server = await serve((_request, response) => {
      closed = new Promise((resolve) => response.on('close', resolve))
      response.write('one')
    })
    const stream = await aClient().stream({ method: 'GET', url: server.origin })
    await stream.cancel()
    await closed
  })
})

test('a URL that an answer named is refused on this machine, unless the answer came from that very origin', async () => {
  const server = await serve(statuses())
  const other = await serve(statuses())
  const request: HttpRequest = { method: 'GET', url: `${server.origin}/token`, discoveredFrom: `${server.origin}/v2/` }
  expect((await aClient().request(request)).status).toBe(200)
  await expectCode('http-address-refused', () =>
    aClient().request({ ...request, discoveredFrom: `${other.origin}/v2/` }),
  )
  await expectCode('http-address-refused', () =>
    aClient().request({ ...request, discoveredFrom: 'https://ghcr.io/v2/' }),
  )
  expect(server.seen).toHaveLength(1)
})
