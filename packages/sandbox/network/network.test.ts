import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createHttpClient, type HttpClient } from '@promo/http'
import { expectSuccess, runProgram } from '@promo/process'
import type { Network, SandboxRequest } from './index.ts'
import { echo, HOST, openNetwork, remembering, text, type NetworkBench } from './testing.ts'

let bench: NetworkBench
let network: Network
let client: HttpClient

beforeEach(async () => {
  bench = await openNetwork()
  ;({ network, client } = bench)
})
afterEach(() => bench.close())

describe('our own client', () => {
  test('reaches a host under its real name over TLS', async () => {
    network.route(HOST, echo)
    const response = await client.request({ method: 'GET', url: `https://${HOST}/v2/?n=1`, headers: { 'X-Test': 'a' } })
    expect(JSON.parse(text(response.body))).toMatchObject({
      method: 'GET',
      url: `https://${HOST}/v2/?n=1`,
      headers: { host: HOST, 'x-test': 'a' },
    })
  })

  test('sends and gets 8 MB unchanged', async () => {
    network.route(HOST, async ({ body }) => ({ status: 200, body }))
    const body = randomBytes(8_000_000)
    const response = await client.request({ method: 'PUT', url: `https://${HOST}/blob`, body })
    expect(body.equals(response.body)).toBe(true)
  })

  test('gets the length of what HEAD does not send', async () => {
    network.route(HOST, async () => ({ status: 200, headers: { 'Content-Length': '1234' } }))
    const response = await client.request({ method: 'HEAD', url: `https://${HOST}/manifest` })
    expect(response.headers.get('content-length')).toBe('1234')
  })

  test('reaches plain http hosts through the same proxy', async () => {
    network.route('plain.example', echo)
    const plain = createHttpClient({ environment: network.environment, plainHttpHosts: ['plain.example:8080'] })
    const response = await plain.request({ method: 'GET', url: 'http://plain.example:8080/x' })
    expect(JSON.parse(text(response.body))).toMatchObject({ url: 'http://plain.example:8080/x' })
  })

  test('reaches every name below a wildcard', async () => {
    network.route('*.blob.core.windows.net', echo)
    const response = await client.request({ method: 'GET', url: 'https://results1.blob.core.windows.net/c/b' })
    expect(response.status).toBe(200)
  })

  test('is refused a host that no one plays, and the attempt is on record', async () => {
    await expectCode('http-unreachable', () => client.request({ method: 'GET', url: 'https://example.com/' }))
    expect(network.requests.refused).toEqual([{ host: 'example.com', method: 'CONNECT' }])
  })

  test('gets 500 from a handler that throws, and the failure is on record', async () => {
    network.route(HOST, async () => {
      throw new TypeError('defect')
    })
    const response = await client.request({ method: 'GET', url: `https://${HOST}/`, retryStatuses: 'none' })
    expect(response.status).toBe(500)
    expect(network.requests.failures).toHaveLength(1)
  })
})

test('a handler that gives what cannot be sent is on record, and the network lives on', async () => {
  network.route(HOST, async ({ url }) =>
    url.pathname === '/bad' ? { status: 200, headers: { 'x-bad': 'a\nb' } } : { status: 200 },
  )
  await expectCode('http-unreachable', () => client.request({ method: 'POST', url: `https://${HOST}/bad` }))
  expect((await client.request({ method: 'GET', url: `https://${HOST}/` })).status).toBe(200)
  expect(network.requests.failures).toHaveLength(1)
})

describe('other programs', () => {
  test('git asks a host for the refs of a repository', async () => {
    network.route('github.com', async ({ url, headers }) => ({
      status: 200,
      headers: { 'content-type': 'application/x-git-upload-pack-advertisement' },
      body:
        url.href === 'https://github.com/org/app.git/info/refs?service=git-upload-pack' &&
        headers['user-agent']?.startsWith('git/')
          ? `001e# service=git-upload-pack\n0000${pktLine(`${'a'.repeat(40)} refs/heads/main\0agent=x\n`)}0000`
          : '',
    }))
    const refs = expectSuccess(await bench.child('git', ['ls-remote', 'https://github.com/org/app.git']), 'git')
    expect(text(refs.stdout)).toBe(`${'a'.repeat(40)}\trefs/heads/main\n`)
  })

  test("undici's own proxy agent in a fresh Node trusts the authority", async () => {
    network.route(HOST, echo)
    const script = `
      import { EnvHttpProxyAgent, request } from 'undici'
      const dispatcher = new EnvHttpProxyAgent({ connections: 1 })
      for (let n = 0; n < 3; n += 1) {
        const answer = await request('https://${HOST}/' + n, { dispatcher })
        console.log(answer.statusCode, (await answer.body.json()).url)
      }`
    const directoryOfModules = import.meta.dirname
    const finished = await runProgram({
      program: process.execPath,
      args: ['--input-type=module', '-e', script],
      cwd: directoryOfModules,
      env: { ...network.environment },
    })
    expect(text(expectSuccess(finished, 'node').stdout).split('\n').slice(0, 3)).toEqual(
      [0, 1, 2].map((n) => `200 https://${HOST}/${n}`),
    )
  })
})

describe('faults', () => {
  const get = (path: string): Promise<number> =>
    client
      .request({ method: 'GET', url: `https://${HOST}${path}`, retryStatuses: 'none' })
      .then((answer) => answer.status)

  test('fail the request that was chosen and no other', async () => {
    network.route(HOST, echo)
    network.faults.failRequest(2, 503, { path: /^\/a/ })
    expect([await get('/a'), await get('/b'), await get('/a'), await get('/a')]).toEqual([200, 200, 503, 200])
    expect(network.requests.count({ path: /^\/a/ })).toBe(3)
  })

  test('cut a body within: the client tries again', async () => {
    network.route(HOST, async () => ({ status: 200, body: 'x'.repeat(1000) }))
    network.faults.cutBody(1, 10)
    const response = await client.request({ method: 'GET', url: `https://${HOST}/` })
    expect(response.body).toHaveLength(1000)
    expect(network.requests.count()).toBe(2)
  })

  test('drop an answer after the handler did its work', async () => {
    const seen: SandboxRequest[] = []
    network.route(HOST, remembering(seen))
    network.faults.dropAnswer(1)
    await expectCode('http-unreachable', () =>
      client.request({ method: 'POST', url: `https://${HOST}/once`, body: '1' }),
    )
    expect(seen).toHaveLength(1)
  })
})

function pktLine(line: string): string {
  return `${(line.length + 4).toString(16).padStart(4, '0')}${line}`
}
