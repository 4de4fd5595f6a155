import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { clientOver, createHttpClient } from './client.ts'
import type { HttpRequest } from './request.ts'
import { startTestServer, statuses } from './testing.ts'
import { createTransport, TRANSPORT_LIMITS } from './transport.ts'

const client = createHttpClient({ environment: {} })

test('a body whose source is slower than the longest silence of a server is sent to its end', async () => {
  const server = await startTestServer(statuses())
  const limits = { ...TRANSPORT_LIMITS, silenceMs: 20 }
  async function* open() {
    yield Buffer.from('ab')
    yield await delay(100, Buffer.from('c'))
  }
  const patient = clientOver(createTransport({ environment: {}, limits }), {})
  await patient.request({ method: 'PUT', url: server.origin, body: { size: 3, open } })
  expect(server.seen.map(({ body }) => body)).toEqual(['abc'])
  await server.close()
})

test.each([
  ['shorter', 4],
  ['longer', 2],
])('a body that is %s than declared is refused at once', async (_what, size) => {
  const server = await startTestServer(statuses())
  const open = async function* () {
    yield await Promise.resolve(Buffer.from('abc'))
  }
  const request: HttpRequest = { method: 'PUT', url: server.origin, body: { size, open } }
  await expectCode('http-request-invalid', () => client.request(request))
  expect(server.seen).toEqual([])
  await server.close()
})

test('an answer that comes before all was sent is the answer, and the rest is not sent', async () => {
  const server = createServer((_request, response) => response.writeHead(401).end('who are you'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let isClosed = false
  async function* open() {
    try {
      for (;;) yield await delay(5, Buffer.alloc(1024))
    } finally {
      isClosed = true
    }
  }
  const request: HttpRequest = { method: 'PUT', url: `http://127.0.0.1:${port}/`, body: { size: 2 ** 30, open } }
  const response = await client.request(request)
  expect([response.status, Buffer.from(response.body).toString()]).toEqual([401, 'who are you'])
  await delay(20)
  expect(isClosed).toBe(true)
  server.close()
  server.closeAllConnections()
})
