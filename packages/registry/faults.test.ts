import { afterEach, describe, expect, it } from '@jest/globals'
import { parseImageName, parseImageReference, type ImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { createHttpClient } from '@promo/http'
import { startTestServer, type Answering, type TestServer } from '@promo/http/testing'
import { blobOf } from './blob-bytes.ts'
import { createRegistryClient, type RegistryClient } from './client.ts'
import { ANONYMOUS } from './credentials.ts'
import { OCI_MANIFEST } from './media-types.ts'
import { anImage, collect, steppingClock } from './testing.ts'

const image = anImage('app')
const other = anImage('other')
const { digest } = image.descriptor
const layer = image.blobs[1] ?? new Uint8Array()
const blob = blobOf(layer)

interface Scene {
  readonly app: ImageName
  readonly server: TestServer
  readonly client: RegistryClient
  /** Milliseconds that were waited. */
  readonly waited: () => number
}

const servers: TestServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** The real HTTP client on a real socket, and a clock whose sleeps pass at once. */
async function scene(answer: Answering): Promise<Scene> {
  const server = await startTestServer(answer)
  servers.push(server)
  const clock = steppingClock()
  const start = clock.now().getTime()
  const http = createHttpClient({ environment: {}, clock, random: () => 1 })
  const client = createRegistryClient({ http, clock, credentials: ANONYMOUS })
  const app = parseImageName(`${new URL(server.origin).host}/app`)
  return { app, server, client, waited: () => clock.now().getTime() - start }
}

/** Gives the first answers one after the other, then that of `last`. */
function inTurn(first: readonly Answering[], last: Answering): Answering {
  let next = 0
  return (request, response) => {
    const answer = first[next] ?? last
    next += 1
    answer(request, response)
  }
}

const manifest: Answering = (_request, response) => {
  response.writeHead(200, { 'content-type': OCI_MANIFEST }).end(image.bytes)
}
const page: Answering = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>sign in</html>')
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Answering {
  return (_request, response) => {
    response.writeHead(status, headers).end('<html>busy</html>')
  }
}

function cutAt(bytes: number): Answering {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': OCI_MANIFEST, 'content-length': image.bytes.byteLength })
    response.write(image.bytes.subarray(0, bytes))
    setImmediate(() => response.socket?.destroy())
  }
}

describe('a registry that throttles', () => {
  it.each([
    ['2', 2000],
    ['-5', 1000],
    ['0', 1000],
    ['1.5', 1000],
    ['soon', 1000],
    ['880.092µs', 1000],
    ['99999999999999999999', 1000],
    ['9999999999', 1000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 1000],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 1000],
    ['Wed, 25 Nov 2026 12:00:09 GMT', 9000],
  ])('and asks to wait for %j is asked again after %d ms', async (after, expected) => {
    const { client, app, waited } = await scene(
      inTurn([refusal(429, { 'retry-after': Buffer.from(after).toString('latin1') })], manifest),
    )
    expect((await client.manifest(app, digest)).digest).toBe(digest)
    expect(waited()).toBe(expected)
  })

  it('for longer than a read may last is not waited for', async () => {
    const { client, app, server, waited } = await scene(refusal(429, { 'retry-after': '3600' }))
    await expectCode('registry-unavailable', () => client.manifest(app, digest))
    expect([server.seen.length, waited()]).toEqual([1, 0])
  })
})

describe('a registry that fails', () => {
  it('three times is asked a fourth time', async () => {
    const { client, app } = await scene(inTurn([refusal(500), refusal(500), refusal(500)], manifest))
    expect((await client.manifest(app, digest)).digest).toBe(digest)
  })

  it('always is unavailable after five', async () => {
    const { client, app, server } = await scene(refusal(500))
    await expectCode('registry-unavailable', () => client.manifest(app, digest))
    expect(server.seen).toHaveLength(5)
  })

  it.each([0, 1, image.bytes.byteLength - 1])('in the middle of a manifest, at byte %d, is asked again', async (at) => {
    const { client, app } = await scene(inTurn([cutAt(at), cutAt(at)], manifest))
    expect((await client.manifest(app, digest)).bytes).toEqual(Buffer.from(image.bytes))
  })

  it('in the middle of every manifest is unreachable', async () => {
    const { client, app } = await scene(cutAt(20))
    await expectCode('http-unreachable', () => client.manifest(app, digest))
  })
})

describe('a web page instead of a registry', () => {
  const redirected: Answering = (request, response) => {
    if (request.path === '/login') page(request, response)
    else response.writeHead(303, { location: '/login' }).end()
  }

  it.each([
    ['with 200', page],
    ['by 303', redirected],
  ])('%s is no answer to anything', async (_how, answer) => {
    const { client, app } = await scene(answer)
    const invalid = (ask: () => Promise<unknown>): Promise<unknown> => expectCode('registry-response-invalid', ask)
    await invalid(() => client.manifest(app, digest))
    await invalid(() => client.manifest(app, { tag: 'v1' }))
    await invalid(() => client.resolve(parseImageReference(`${app}:v1`)))
    await invalid(() => client.tags(app))
    await invalid(() => client.putBlob(app, blob))
    await expectCode('content-mismatch', () => collect(client.blob(app, blob)))
  })

  it('that starts an upload is none', async () => {
    const { client, app } = await scene((request, response) => {
      if (request.method === 'HEAD') response.writeHead(404).end()
      else redirected(request, response)
    })
    await expectCode('registry-response-invalid', () => client.putBlob(app, blob))
  })
})

describe('a registry that leads elsewhere', () => {
  it('in a circle is left', async () => {
    const { client, app, server } = await scene((_request, response) => {
      response.writeHead(307, { location: '/again' }).end()
    })
    await expectCode('http-redirect-refused', () => client.manifest(app, digest))
    expect(server.seen).toHaveLength(21)
  })

  it.each(['http://169.254.169.254/latest/meta-data', 'http://[fd00:ec2::254]/', 'http://2852039166/'])(
    'to %s is not followed',
    async (location) => {
      const { client, app } = await scene(refusal(307, { location }))
      await expectCode('http-address-refused', () => collect(client.blob(app, blob)))
    },
  )

  it('to a token server at a link-local address is not followed', async () => {
    const header = 'Bearer realm="http://169.254.169.254/token",service="x"'
    const { client, app, server } = await scene(refusal(401, { 'www-authenticate': header }))
    await expectCode('realm-refused', () => client.tags(app))
    expect(server.seen).toHaveLength(1)
  })
})

describe('a tag that moves between two calls', () => {
  const named =
    (built: typeof image): Answering =>
    (_request, response) => {
      const { digest: name, size, mediaType } = built.descriptor
      response.writeHead(200, { 'content-type': mediaType, 'docker-content-digest': name, 'content-length': size })
      response.end(built.bytes)
    }

  it('changes nothing for who resolved it before', async () => {
    const { client, app } = await scene(inTurn([named(image), named(image)], named(other)))
    const resolved = await client.resolve(parseImageReference(`${app}:v1`))
    expect(resolved?.digest).toBe(digest)
    expect((await client.manifest(app, digest)).digest).toBe(digest)
    await expectCode('digest-mismatch', () => client.manifest(app, digest))
  })

  it('is read as one of the two, never as a mixture', async () => {
    const mixed: Answering = (_request, response) => {
      response.writeHead(200, { 'content-type': OCI_MANIFEST, 'docker-content-digest': digest }).end(other.bytes)
    }
    const { client, app } = await scene(mixed)
    await expectCode('digest-mismatch', () => client.manifest(app, { tag: 'v1' }))
  })
})
