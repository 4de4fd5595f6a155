import { randomBytes } from 'node:crypto'
import type { LookupFunction } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { expectCode, fakeClock } from '@promo/core/testing'
import { clientOver } from './client.ts'
import type { HttpClient, HttpRequest } from './request.ts'
import { startTestServer, type Answering, type TestServer } from './testing.ts'
import { createTransport, TRANSPORT_LIMITS } from './transport.ts'

/** Streams that may be larger than other answers go over a lane of their own: all limits hold there too. */

const MEGABYTE = 1024 * 1024
const LIMIT = 9 * MEGABYTE

const servers: TestServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function serve(answer: Answering): Promise<TestServer> {
  const server = await startTestServer(answer)
  servers.push(server)
  return server
}

function aClient(options: Partial<Parameters<typeof createTransport>[0]> = {}): HttpClient {
  return clientOver(createTransport({ environment: {}, ...options }), { clock: fakeClock() })
}

function large(url: string): HttpRequest {
  return { method: 'GET', url, maxResponseBytes: LIMIT }
}

async function read(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a large body comes unchanged, after a redirect too', async () => {
  const content = randomBytes(LIMIT)
  const server = await serve(({ path }, response) => {
    if (path === '/blob') response.writeHead(307, { location: '/stored' }).end('moved')
    else response.writeHead(200, { 'content-length': content.length }).end(content)
  })
  const { status, body } = await aClient().stream(large(`${server.origin}/blob`))
  expect(status).toBe(200)
  expect(content.equals(await read(body))).toBe(true)
})

test('a body beyond the limit is refused, by its declared length or while it is read', async () => {
  const content = Buffer.alloc(LIMIT + 1)
  const declared = await serve((_request, response) => void response.end(content))
  await expectCode('http-response-too-large', () => aClient().stream(large(declared.origin)))
  const undeclared = await serve((_request, response) => {
    response.write(content.subarray(1))
    response.end('x')
  })
  const { body } = await aClient().stream(large(undeclared.origin))
  await expectCode('http-response-too-large', () => read(body))
})

test('a body that stalls, and one that is cut, end clearly', async () => {
  const server = await serve(({ path }, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('one')
    if (path === '/cut') setTimeout(() => response.destroy(), 20)
  })
  const client = aClient({ limits: { ...TRANSPORT_LIMITS, silenceMs: 50 } })
  const [stalled, cut] = [await client.stream(large(server.origin)), await client.stream(large(`${server.origin}/cut`))]
  await expectCode('http-timeout', () => read(stalled.body))
  await expectCode('http-unreachable', () => read(cut.body))
})

test('a cancelled stream ends at once, and one that is not wanted closes its connection', async () => {
  const closed: Promise<unknown>[] = []
  const server = await serve((_request, response) => {
    closed.push(new Promise((resolve) => response.on('close', resolve)))
    response.write('one')
  })
  const cancel = new AbortController()
  const first = await aClient().stream({ ...large(server.origin), signal: cancel.signal })
  cancel.abort()
  await expectCode('http-cancelled', () => read(first.body))
  const second = await aClient().stream(large(server.origin))
  await second.cancel()
  await Promise.all(closed)
})

test('a name that points into a private network is refused, and a header that cannot be sent', async () => {
  const lookup: LookupFunction = (_hostname, _options, callback) => callback(null, [{ address: '10.0.0.7', family: 4 }])
  const request = { ...large('https://storage.example/blob'), discoveredFrom: 'https://ghcr.io/v2/' }
  await expectCode('http-address-refused', () => aClient({ lookup }).stream(request))
  const headers = { authorization: 'Bearer x\r\ny: z' }
  await expectCode('http-request-invalid', () => aClient().stream({ ...large('http://127.0.0.1:9/'), headers }))
})
