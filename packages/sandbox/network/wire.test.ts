import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode, fakeClock } from '@promo/core/testing'
import { createHttpClient, type HttpClient } from '@promo/http'
import { createCertificateAuthority, type CertificateAuthority } from './certificate-authority.ts'
import { text } from './testing.ts'
import { startTls, startTunnels, type LocalServer } from './tls-servers.ts'

/** What the client does on the wire itself: TLS without a proxy between, and tunnels through proxies of several kinds. */

let authority: CertificateAuthority
let directory: string
let caFile: string
const servers: LocalServer[] = []

beforeAll(async () => {
  authority = await createCertificateAuthority()
})

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-wire-'))
  caFile = join(directory, 'ca.pem')
  await writeFile(caFile, authority.certificate)
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  await rm(directory, { recursive: true })
})

function kept(server: LocalServer): LocalServer {
  servers.push(server)
  return server
}

/** Says what it was asked; its certificate is for `localhost`. */
async function startOrigin(name = 'localhost'): Promise<LocalServer> {
  const context = await authority.contextFor(name)
  return kept(await startTls(context, ({ url = '' }, response) => void response.end(`at ${url}`)))
}

function aClient(environment: Readonly<Record<string, string>> = {}): HttpClient {
  return createHttpClient({ clock: fakeClock(), random: () => 0, environment })
}

async function get(client: HttpClient, url: string): Promise<string> {
  return text((await client.request({ method: 'GET', url })).body)
}

describe('TLS without a proxy', () => {
  test('trusts the roots of NODE_EXTRA_CA_CERTS, and keeps its connection', async () => {
    const { port, connections } = await startOrigin()
    const client = aClient({ NODE_EXTRA_CA_CERTS: caFile })
    for (const path of ['/a', '/b']) expect(await get(client, `https://localhost:${port}${path}`)).toBe(`at ${path}`)
    expect(connections()).toBe(1)
  })

  test('moves 8 MB unchanged both ways', async () => {
    const sent = randomBytes(8_000_000)
    const server = kept(
      await startTls(await authority.contextFor('localhost'), (request, response) => void request.pipe(response)),
    )
    const url = `https://localhost:${server.port}/`
    const request = { method: 'PUT', url, body: sent, maxResponseBytes: sent.length } as const
    const { body } = await aClient({ NODE_EXTRA_CA_CERTS: caFile }).request(request)
    expect(sent.equals(body)).toBe(true)
  })

  test('refuses a root that nobody trusts, once', async () => {
    const { port, connections } = await startOrigin()
    const error = await expectCode('http-unreachable', () => get(aClient(), `https://localhost:${port}/`))
    expect(error.message).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/)
    expect(connections()).toBe(1)
  })

  test('refuses a certificate for another name', async () => {
    const { port } = await startOrigin('other.example')
    const client = aClient({ NODE_EXTRA_CA_CERTS: caFile })
    const error = await expectCode('http-unreachable', () => get(client, `https://localhost:${port}/`))
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  test('refuses to go without a file of roots that cannot be read', async () => {
    const client = aClient({ NODE_EXTRA_CA_CERTS: join(directory, 'none.pem') })
    await expectCode('http-request-invalid', () => get(client, 'https://localhost:1/'))
  })
})

describe('a proxy', () => {
  /** Through a proxy, with the roots of the sandbox. */
  const through = (proxy: string): HttpClient => aClient({ HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: caFile })

  test('gets the user and password of its URL, and opens one tunnel for several requests', async () => {
    const origin = await startOrigin()
    const seen: (string | undefined)[] = []
    const proxy = kept(
      await startTunnels(({ headers }) => {
        seen.push(headers['proxy-authorization'])
        return 200
      }),
    )
    const client = through(`http://me:p%40ss@127.0.0.1:${proxy.port}`)
    for (const path of ['/a', '/b'])
      expect(await get(client, `https://localhost:${origin.port}${path}`)).toBe(`at ${path}`)
    expect(seen).toEqual([`Basic ${btoa('me:p@ss')}`])
  })

  test('may be reached by TLS itself', async () => {
    const origin = await startOrigin()
    const proxy = kept(await startTunnels(() => 200, await authority.contextFor('localhost')))
    const client = through(`https://localhost:${proxy.port}`)
    expect(await get(client, `https://localhost:${origin.port}/x`)).toBe('at /x')
  })

  test('does not weaken the check of the certificate behind it', async () => {
    const origin = await startOrigin('other.example')
    const proxy = kept(await startTunnels(() => 200))
    const error = await expectCode('http-unreachable', () =>
      get(through(`http://127.0.0.1:${proxy.port}`), `https://localhost:${origin.port}/`),
    )
    expect(error.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  })

  test.each([403, 404, 407])('that answers %i is no answer of the host behind it', async (status) => {
    const proxy = kept(await startTunnels(() => status))
    const client = through(`http://me:secret@127.0.0.1:${proxy.port}`)
    const error = await expectCode('http-unreachable', () => get(client, 'https://localhost:1/'))
    expect(error.message).toContain(`the proxy answered ${status}`)
    expect(JSON.stringify(error) + error.message).not.toContain('secret')
    expect(proxy.connections()).toBe(1)
  })

  test('that has no better answer for now is asked again', async () => {
    const origin = await startOrigin()
    const answers = [503, 502, 200]
    const proxy = kept(await startTunnels(() => answers.shift() ?? 200))
    expect(await get(through(`http://127.0.0.1:${proxy.port}`), `https://localhost:${origin.port}/x`)).toBe('at /x')
  })
})
