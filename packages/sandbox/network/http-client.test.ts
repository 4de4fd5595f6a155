import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode, fakeClock } from '@promo/core/testing'
import { createHttpClient } from '@promo/http'
import { expectSuccess, runProgram } from '@promo/process'
import { startNetwork, type Network, type SandboxResponse } from './index.ts'

/** What only TLS and real host names can show of the client. */

let directory: string
let network: Network

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-client-'))
  network = await startNetwork({ directory })
})

afterEach(async () => {
  await network.close()
  await rm(directory, { recursive: true })
})

function redirect(location: string): SandboxResponse {
  return { status: 307, headers: { location } }
}

const headersSeen = (): readonly string[] =>
  network.requests.list.map(({ url, headers }) =>
    [url.host, ...['authorization', 'x-jfrog-art-api', 'accept'].filter((name) => name in headers)].join(' '),
  )

describe('redirects between real origins', () => {
  test('drop every header of the caller at the first foreign host, and never restore it', async () => {
    network.route('ghcr.io', async ({ url }) =>
      url.pathname === '/start' ? redirect('https://pkg.example/there') : { status: 200 },
    )
    network.route('pkg.example', async () => redirect('https://ghcr.io/again'))
    const headers = { Authorization: 'Bearer x', 'X-JFrog-Art-Api': 'y', Accept: 'z' }
    await createHttpClient({ environment: network.environment }).request({
      method: 'GET',
      url: 'https://ghcr.io/start',
      headers,
    })
    expect(headersSeen()).toEqual([
      'ghcr.io authorization x-jfrog-art-api accept',
      'pkg.example accept',
      'ghcr.io accept',
    ])
  })

  test('are refused from https to plain http, also for hosts that may be plain', async () => {
    network.route('ghcr.io', async () => redirect('http://plain.example/'))
    network.route('plain.example', async () => ({ status: 200 }))
    const client = createHttpClient({ environment: network.environment, plainHttpHosts: ['plain.example', 'ghcr.io'] })
    await expectCode('http-redirect-refused', () => client.request({ method: 'GET', url: 'https://ghcr.io/' }))
    expect(network.requests.count({ host: 'plain.example' })).toBe(0)
  })

  test('are refused to a private address behind a proxy too', async () => {
    network.route('ghcr.io', async () => redirect('https://169.254.169.254/latest/meta-data'))
    const client = createHttpClient({ environment: network.environment })
    await expectCode('http-address-refused', () => client.request({ method: 'GET', url: 'https://ghcr.io/' }))
    expect(network.requests.refused).toEqual([])
  })
})

test('a certificate that nobody vouches for is refused at once', async () => {
  network.route('ghcr.io', async () => ({ status: 200 }))
  const { HTTPS_PROXY } = network.environment
  const clock = fakeClock()
  const client = createHttpClient({ environment: { HTTPS_PROXY }, clock })
  const error = await expectCode('http-unreachable', () => client.request({ method: 'GET', url: 'https://ghcr.io/' }))
  expect(error.message).toMatch(/SELF_SIGNED|UNABLE_TO/)
  expect(clock.slept).toEqual([])
})

test('a process ends when its work is done, though its connections are kept', async () => {
  network.route('ghcr.io', async () => ({ status: 200, body: 'hello' }))
  const script = `
    import { createHttpClient } from '@promo/http'
    const answer = await createHttpClient().request({ method: 'GET', url: 'https://ghcr.io/v2/' })
    console.log(answer.status, Buffer.from(answer.body).toString())`
  const finished = await runProgram({
    program: process.execPath,
    args: ['--input-type=module', '-e', script],
    cwd: import.meta.dirname,
    env: { ...network.environment },
    timeoutMs: 20_000,
  })
  expect(Buffer.from(expectSuccess(finished, 'node').stdout).toString()).toBe('200 hello\n')
})
