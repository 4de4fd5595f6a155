import { afterEach, describe, expect, test } from '@jest/globals'
import { expectCode, fakeClock } from '@promo/core/testing'
import { createHttpClient, type HttpClientOptions } from './client.ts'
import type { HttpClient } from './request.ts'
import { startTestServer, type Answering, type TestServer } from './testing.ts'

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

describe('redirects', () => {
  /** `/n` redirects to `/n-1`, down to `/0`. */
  const countdown: Answering = ({ path }, response) => {
    const left = Number(path.slice(1))
    response.writeHead(left === 0 ? 200 : 302, left === 0 ? {} : { location: `/${left - 1}` }).end()
  }

  test('are followed twenty times and not once more', async () => {
    const server = await serve(countdown)
    expect((await aClient().request({ method: 'GET', url: `${server.origin}/20` })).url.pathname).toBe('/0')
    await expectCode('http-redirect-refused', () => aClient().request({ method: 'GET', url: `${server.origin}/21` }))
  })

  test('are the answer where the caller wants to see them', async () => {
    const server = await serve(countdown)
    const response = await aClient().request({ method: 'GET', url: `${server.origin}/3`, redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/2'])
  })

  test('carry no secret to another port, nor back from there', async () => {
    const second: TestServer = await serve(({ path }, response) =>
      response.writeHead(path === '/back' ? 302 : 200, { location: `${first.origin}/end` }).end(),
    )
    const first: TestServer = await serve(({ path }, response) =>
      response.writeHead(path === '/start' ? 302 : 200, { location: `${second.origin}/back` }).end(),
    )
    const client = aClient({ plainHttpHosts: ['127.0.0.1'] })
    const headers = { Authorization: 'Bearer x', 'X-Registry-Auth': 'y', Accept: 'a', Range: 'bytes=0-' }
    await client.request({ method: 'GET', url: `${first.origin}/start`, headers })
    const names = [first.seen[0], second.seen[0], first.seen[1]].map((seen) =>
      ['authorization', 'x-registry-auth', 'accept', 'range'].filter((name) => name in (seen?.headers ?? {})),
    )
    expect(names).toEqual([
      ['authorization', 'x-registry-auth', 'accept', 'range'],
      ['accept', 'range'],
      ['accept', 'range'],
    ])
  })

  test('send a body on with 307', async () => {
    const server = await serve(({ path }, response) =>
      response.writeHead(path === '/a' ? 307 : 200, { location: '/b' }).end(),
    )
    await aClient().request({ method: 'PUT', url: `${server.origin}/a`, body: 'x' })
    expect(server.seen.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual(['PUT /a x', 'PUT /b x'])
  })

  test.each(['http://169.254.169.254/latest/meta-data', 'https://10.0.0.1/', 'http://[::1]:1/', 'http://example.com/'])(
    'are refused to %s',
    async (location) => {
      const server = await serve((_request, response) => response.writeHead(302, { location }).end())
      const code = location.includes('example') ? 'http-plain-refused' : 'http-address-refused'
      await expectCode(code, () => aClient().request({ method: 'GET', url: server.origin }))
    },
  )
})
