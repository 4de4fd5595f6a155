import { describe, expect, it } from '@jest/globals'
import { digestOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { blobOf } from '@promo/registry'
import { broken, type Host, type HostAnswer, type HostRequest } from '@promo/registry/testing'
import { createSandboxRegistry, type SandboxRegistry } from './index.ts'
import { ruleScene, type RuleScene } from './rules-scene.ts'

const HOST = 'registry.example.com'
const MIB = 1024 * 1024
const content = new Uint8Array(10 * MIB).map((_, index) => (index * 31) % 251)
const blob = blobOf(content)

interface UploadScene extends RuleScene {
  readonly registry: SandboxRegistry
  /** Method and body size of the requests that carried something. */
  readonly moved: () => readonly string[]
}

type Fault = (request: HostRequest, pass: Host) => HostAnswer | Promise<HostAnswer> | undefined

function scene(fault: Fault): UploadScene {
  const registry = createSandboxRegistry({ host: HOST })
  const pass: Host = (request) => registry.handler(request)
  const base = ruleScene(`${HOST}/app`, { [HOST]: (request) => fault(request, pass) ?? pass(request) })
  const moved = (): readonly string[] =>
    base.http.requests
      .filter(({ method }) => method === 'PATCH' || method === 'PUT')
      .map(({ method, body }) => `${method} ${body.byteLength}`)
  return { ...base, registry, moved }
}

/** The first PUT breaks when so many bytes have arrived, which the session keeps. */
function breakingAt(bytes: number, after: Fault = () => undefined): Fault {
  let isBroken = false
  return async (request, pass) => {
    if (isBroken || request.method !== 'PUT') return after(request, pass) ?? pass(request)
    isBroken = true
    if (bytes > 0) await pass({ ...request, method: 'PATCH', body: request.body.subarray(0, bytes) })
    throw broken()
  }
}

describe('an upload that breaks', () => {
  it('goes on behind what arrived, in chunks', async () => {
    const { client, app, moved, registry } = scene(breakingAt(7 * MIB))
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(moved()).toEqual([`PUT ${10 * MIB}`, `PATCH ${3 * MIB}`, 'PUT 0'])
    expect(digestOf(registry.blob('app', blob.digest) ?? '')).toBe(blob.digest)
  })

  it('is ended when all of it had arrived', async () => {
    const { client, app, moved } = scene(breakingAt(10 * MIB))
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(moved()).toEqual([`PUT ${10 * MIB}`, 'PUT 0'])
  })

  it.each([0, 1])('after %d bytes starts over', async (bytes) => {
    const { client, app, moved } = scene(breakingAt(bytes))
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(moved()).toEqual([`PUT ${10 * MIB}`, `PUT ${10 * MIB}`])
  })

  it.each([
    ['does not know the session any more', { status: 404 }],
    ['does not tell how far it is', { status: 204 }],
    ['tells more than there is', { status: 204, headers: { range: `0-${20 * MIB}` } }],
    ['tells nonsense', { status: 204, headers: { range: '0--5' } }],
    ['answers with a web page', { status: 200, body: '<html>' }],
  ])('starts over when the registry %s', async (_what, answer) => {
    const fault = breakingAt(7 * MIB, ({ method, url }) =>
      method === 'GET' && url.pathname.includes('/uploads/') ? answer : undefined,
    )
    const { client, app, moved } = scene(fault)
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(moved()).toEqual([`PUT ${10 * MIB}`, `PUT ${10 * MIB}`])
  })

  it('starts over when the registry does not take it up at that byte', async () => {
    const fault = breakingAt(7 * MIB, ({ method }) => (method === 'PATCH' ? { status: 416 } : undefined))
    const { client, app, moved } = scene(fault)
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(moved()).toEqual([`PUT ${10 * MIB}`, `PATCH ${3 * MIB}`, `PUT ${10 * MIB}`])
  })

  it('waits as long as the registry says, within reason', async () => {
    const busy = (after: string): Fault => {
      let answered = false
      return ({ method }) => {
        if (method !== 'PUT' || answered) return undefined
        answered = true
        return { status: 429, headers: { 'retry-after': after } }
      }
    }
    const short = scene(busy('7'))
    const before = short.clock.now().getTime()
    expect(await short.client.putBlob(short.app, blob)).toBe('uploaded')
    expect(short.clock.now().getTime() - before).toBe(7000)
    const long = scene(busy('7200'))
    await expectCode('registry-unavailable', () => long.client.putBlob(long.app, blob))
  })

  it('again and again is given up', async () => {
    const { client, app, moved } = scene(({ method }) => {
      if (method === 'PUT') throw broken()
      return undefined
    })
    await expectCode('http-unreachable', () => client.putBlob(app, blob))
    expect(moved()).toHaveLength(5)
  })
})

describe('an upload in chunks', () => {
  const tooLarge: Fault = ({ method, body }) => (method === 'PUT' && body.byteLength > 0 ? { status: 413 } : undefined)

  it('goes on where a chunk was taken in part', async () => {
    let cut = false
    const { client, app, moved, registry } = scene((request, pass) => {
      if (request.method !== 'PATCH' || cut) return tooLarge(request, pass)
      cut = true
      const { 'content-range': _range, ...headers } = request.headers
      return pass({ ...request, headers, body: request.body.subarray(0, MIB) })
    })
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(moved().slice(1)).toEqual([
      `PATCH ${4 * MIB}`,
      `PATCH ${4 * MIB}`,
      `PATCH ${4 * MIB}`,
      `PATCH ${MIB}`,
      'PUT 0',
    ])
    expect(digestOf(registry.blob('app', blob.digest) ?? '')).toBe(blob.digest)
  })

  it.each([201, 204])('goes on when the registry takes a chunk with %i', async (status) => {
    const { client, app, registry } = scene(async (request, pass) => {
      const answer = await (tooLarge(request, pass) ?? pass(request))
      return request.method === 'PATCH' ? { ...answer, status } : answer
    })
    expect(await client.putBlob(app, blob)).toBe('uploaded')
    expect(digestOf(registry.blob('app', blob.digest) ?? '')).toBe(blob.digest)
  })

  it('is refused when the registry wants chunks that no memory should hold', async () => {
    const { client, app } = scene(async (request, pass) => {
      const answer = await (tooLarge(request, pass) ?? pass(request))
      return { ...answer, headers: { ...answer.headers, 'oci-chunk-min-length': '99999999999' } }
    })
    await expectCode('registry-response-invalid', () => client.putBlob(app, blob))
  })

  it('of nothing is one request', async () => {
    const nothing = blobOf(new Uint8Array())
    const { client, app, moved } = scene(tooLarge)
    expect(await client.putBlob(app, nothing)).toBe('uploaded')
    expect(moved()).toEqual(['PUT 0'])
  })

  it.each([['another digest', { 'docker-content-digest': digestOf('other') }, 'content-mismatch']])(
    'that ends with %s is refused',
    async (_what, headers, code) => {
      const { client, app } = scene((request, pass) =>
        request.method === 'PUT' && request.body.byteLength === 0 ? { status: 201, headers } : tooLarge(request, pass),
      )
      await expectCode(code, () => client.putBlob(app, blob))
    },
  )
})
