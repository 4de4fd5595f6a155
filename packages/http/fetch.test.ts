import { afterEach, expect, test } from '@jest/globals'
import { fakeClock } from '@promo/core/testing'
import { createHttpClient } from './client.ts'
import { asFetch } from './fetch.ts'
import { startTestServer, type Answering, type TestServer } from './testing.ts'

let server: TestServer | undefined

afterEach(() => server?.close())

async function fetching(
  answer: Answering,
): Promise<{ readonly get: typeof fetch; readonly origin: string; readonly server: TestServer }> {
  const started = await startTestServer(answer)
  server = started
  return {
    get: asFetch(createHttpClient({ environment: {}, clock: fakeClock() })),
    origin: started.origin,
    server: started,
  }
}

test('gives a response as the Fetch standard has it, with the place after redirects', async () => {
  const { get, origin } = await fetching(({ path }, response) => {
    response
      .writeHead(path === '/a' ? 301 : 200, { location: '/b', 'content-type': 'application/json', 'x-one': '1' })
      .end('{"a":1}')
  })
  const response = await get(`${origin}/a`)
  expect([response.ok, response.status, response.url, response.headers.get('x-one')]).toEqual([
    true,
    200,
    `${origin}/b`,
    '1',
  ])
  expect(await response.json()).toEqual({ a: 1 })
})

test('sends method, headers and text of a write, once', async () => {
  const { get, origin, server } = await fetching((_request, response) => response.writeHead(502).end())
  const response = await get(new URL(origin), { method: 'post', headers: { Authorization: 'token x' }, body: '{}' })
  expect(response.status).toBe(502)
  expect(server.seen).toMatchObject([{ method: 'POST', body: '{}', headers: { authorization: 'token x' } }])
})

test('can give an answer without a body', async () => {
  const { get, origin } = await fetching((_request, response) => response.writeHead(204).end())
  const response = await get(origin, { method: 'DELETE' })
  expect([response.status, await response.text()]).toEqual([204, ''])
})
