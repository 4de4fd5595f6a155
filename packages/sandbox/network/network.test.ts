import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createHttpClient, type HttpClient } from '@promo/http'
import { expectSuccess, findProgram, runProgram, type Finished } from '@promo/process'
import { startNetwork, type Handler, type Network, type SandboxRequest } from './index.ts'

const HOST = 'ghcr.io'
const curlTest = (await findProgram('curl')) === undefined ? test.skip : test

let directory: string
let network: Network
let client: HttpClient

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-network-'))
  network = await startNetwork({ directory })
  client = createHttpClient({ environment: network.environment, random: () => 0 })
})

afterEach(async () => {
  await network.close()
  await rm(directory, { recursive: true })
})

/** Answers with what it was asked, as a real host would see it. */
const echo: Handler = async ({ method, url, headers, body }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ method, url, headers, size: body.length }),
})

function remembering(seen: SandboxRequest[]): Handler {
  return async (request) => {
    seen.push(request)
    return { status: 201, body: request.body }
  }
}

async function child(program: string, args: readonly string[]): Promise<Finished> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: directory, GIT_TERMINAL_PROMPT: '0', ...network.environment }
  return runProgram({ program, args, cwd: directory, env, timeoutMs: 30_000 })
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

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
  curlTest('curl reaches https hosts with the authority alone, and plain hosts in absolute form', async () => {
    const seen: SandboxRequest[] = []
    network.route(HOST, remembering(seen))
    network.route('plain.example', remembering(seen))
    const urls = [`https://${HOST}/a`, `https://${HOST}/b`, 'http://plain.example/c']
    expectSuccess(await child('curl', ['-sSf', '--data-binary', 'x=1', ...urls]), 'curl')
    expect(seen.map((request) => `${request.method} ${request.url.href} ${text(request.body)}`)).toEqual(
      urls.map((url) => `POST ${url} x=1`),
    )
  })

  curlTest('curl may send a chunked body and may ask before it sends a large one', async () => {
    const seen: SandboxRequest[] = []
    network.route(HOST, remembering(seen))
    const large = join(directory, 'large')
    await writeFile(large, randomBytes(3_000_000))
    const upload = ['-sSf', '-o', join(directory, 'answer'), '-T', large]
    expectSuccess(await child('curl', [...upload, '-H', 'Transfer-Encoding: chunked', `https://${HOST}/c`]), 'curl')
    expectSuccess(await child('curl', [...upload, '-H', 'Expect: 100-continue', `https://${HOST}/e`]), 'curl')
    expect(seen.map(({ body, headers }) => [body.length, headers['transfer-encoding'] ?? headers['expect']])).toEqual([
      [3_000_000, 'chunked'],
      [3_000_000, '100-continue'],
    ])
  })

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
    const refs = expectSuccess(await child('git', ['ls-remote', 'https://github.com/org/app.git']), 'git')
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

  curlTest('can be set from inside by curl, over plain http through the proxy', async () => {
    network.route(HOST, echo)
    const faults = 'http://sandbox.promo.internal/faults'
    const fault = { host: HOST, breakage: { kind: 'fail', status: 429, headers: { 'retry-after': '1' } } }
    expectSuccess(await child('curl', ['-sSf', '-d', JSON.stringify(fault), faults]), 'curl')
    expect(await get('/')).toBe(429)
    expectSuccess(await child('curl', ['-sSf', '-X', 'DELETE', faults]), 'curl')
    expect(network.faults.list).toEqual([])
  })
})

function pktLine(line: string): string {
  return `${(line.length + 4).toString(16).padStart(4, '0')}${line}`
}
