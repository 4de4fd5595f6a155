import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { expectSuccess } from '@promo/process'
import type { SandboxRequest } from './index.ts'
import { echo, HOST, openNetwork, remembering, text, type NetworkBench } from './testing.ts'

let bench: NetworkBench
beforeEach(async () => {
  bench = await openNetwork()
})
afterEach(() => bench.close())

const curl = async (args: readonly string[]): Promise<unknown> =>
  expectSuccess(await bench.child('curl', ['-sSf', ...args]), 'curl')

test('reaches https hosts with the authority alone, and plain hosts in absolute form', async () => {
  const seen: SandboxRequest[] = []
  bench.network.route(HOST, remembering(seen))
  bench.network.route('plain.example', remembering(seen))
  const urls = [`https://${HOST}/a`, `https://${HOST}/b`, 'http://plain.example/c']
  await curl(['--data-binary', 'x=1', ...urls])
  expect(seen.map((request) => `${request.method} ${request.url.href} ${text(request.body)}`)).toEqual(
    urls.map((url) => `POST ${url} x=1`),
  )
})

test('may send a chunked body and may ask before it sends a large one', async () => {
  const seen: SandboxRequest[] = []
  bench.network.route(HOST, remembering(seen))
  const large = join(bench.directory, 'large')
  await writeFile(large, randomBytes(3_000_000))
  const upload = ['-o', join(bench.directory, 'answer'), '-T', large]
  await curl([...upload, '-H', 'Transfer-Encoding: chunked', `https://${HOST}/c`])
  await curl([...upload, '-H', 'Expect: 100-continue', `https://${HOST}/e`])
  expect(seen.map(({ body, headers }) => [body.length, headers['transfer-encoding'] ?? headers['expect']])).toEqual([
    [3_000_000, 'chunked'],
    [3_000_000, '100-continue'],
  ])
})

test('sets faults from inside, over plain http through the proxy', async () => {
  const { network, client } = bench
  network.route(HOST, echo)
  const faults = 'http://sandbox.promo.internal/faults'
  const fault = { host: HOST, breakage: { kind: 'fail', status: 429, headers: { 'retry-after': '1' } } }
  await curl(['-d', JSON.stringify(fault), faults])
  const { status } = await client.request({ method: 'GET', url: `https://${HOST}/`, retryStatuses: 'none' })
  expect(status).toBe(429)
  await curl(['-X', 'DELETE', faults])
  expect(network.faults.list).toEqual([])
})
