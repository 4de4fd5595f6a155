import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageReference } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, blobOf, createRegistryClient, readCredentials } from '@promo/registry'
import { anImage, bytesOf, collect, httpOver, pushImage, steppingClock } from '@promo/registry/testing'
import { serveLoopback } from '../network/index.ts'
import { createSandboxRegistry } from './index.ts'
import { APP, codes, open, OTHER, push, scene } from './testing.ts'

const blob = bytesOf('content of a layer')
const source = blobOf(blob)
const path = '/v2/your-org/app'

describe('a registry with a quota', () => {
  it.each([
    [403, 'registry-unauthorized'],
    [413, 'registry-refused'],
  ] as const)('that answers %i keeps what fits, and refuses the rest', async (status, code) => {
    const { client, registry } = scene({ quota: { bytes: 30, status } })
    expect(await client.putBlob(APP, source)).toBe('uploaded')
    expect(await client.putBlob(OTHER, source)).toBe('uploaded')
    const more = bytesOf('more content of a layer')
    await expectCode(code, () => client.putBlob(APP, blobOf(more)))
    expect(registry.blob('your-org/app', digestOf(more))).toBeUndefined()
  })

  it('has no room for a manifest either', async () => {
    const { client, registry } = scene()
    const image = anImage('large')
    await push(client, image)
    registry.switches.quota.bytes = 10
    await push(client, image)
    const other = anImage('large', 'amd64', { annotations: { another: 'one' } })
    await expectCode('registry-unauthorized', () => client.putManifest(APP, other.bytes, other.descriptor.mediaType))
  })
})

describe('a registry whose repositories must be made before', () => {
  it('refuses what is pushed to none, and says nothing is there', async () => {
    const { client, registry } = scene({ createsRepositories: false })
    const error = await expectCode('repository-unknown', () => client.putBlob(APP, source))
    expect(error.facts).toMatchObject({ said: ['NAME_UNKNOWN'] })
    expect(await client.resolve(parseImageReference(`${APP}:v1`))).toBeUndefined()
    registry.seedBlob('your-org/app', 'made')
    expect(await client.putBlob(APP, source)).toBe('uploaded')
  })
})

describe('a registry that tells nothing on HEAD', () => {
  it('is asked by GET for digest and size', async () => {
    const { client } = scene({ describesOnHead: false })
    const image = anImage('one')
    await push(client, image)
    await client.putManifest(APP, image.bytes, image.descriptor.mediaType, 'v1')
    const { digest, size } = image.descriptor
    expect(await client.resolve(parseImageReference(`${APP}:v1`))).toMatchObject({ digest, size })
    expect(await client.putBlob(APP, { ...source, isExpected: true })).toBe('uploaded')
    expect(await client.putBlob(APP, { ...source, isExpected: true })).toBe('present')
  })
})

describe('a registry that serves blobs from another origin', () => {
  it('is followed there without credentials, and written where it is', async () => {
    const clock = steppingClock()
    const blobOrigin = 'https://storage.example.net'
    const registry = createSandboxRegistry({
      clock,
      switches: { blobOrigin },
      authorize: (account) => account.kind === 'basic',
    })
    const http = httpOver({ 'ghcr.io': registry.handler, 'storage.example.net': registry.handler })
    const credentials = readCredentials({ username: 'robot', password: 'secret', environment: {}, dockerConfig: '' })
    const client = createRegistryClient({ http, credentials, clock })
    await client.putBlob(APP, source)
    expect(Buffer.from(await collect(client.blob(APP, source))).equals(blob)).toBe(true)
    const there = http.requests.filter(({ url }) => url.origin === blobOrigin)
    expect(there.some(({ method }) => method === 'GET')).toBe(true)
    expect(there.filter(({ headers }) => 'authorization' in headers)).toEqual([])
  })

  it('refuses two credentials at once, as storage with signed addresses does', async () => {
    const { registry, send } = open({ switches: { blobOrigin: 'https://storage.example.net' } })
    registry.seedBlob('your-org/app', blob)
    const moved = await send('GET', `${path}/blobs/${source.digest}`)
    expect(moved.status).toBe(307)
    const location = moved.headers?.['location'] ?? ''
    expect(await send('GET', location, { headers: { authorization: 'Bearer x' } })).toMatchObject({ status: 400 })
    expect(await send('GET', location)).toMatchObject({ status: 200 })
  })
})

describe('a registry that refuses mounts with 401', () => {
  it('gets the blob uploaded', async () => {
    const { client } = scene({ mounts: false, mountRefusal: 401 })
    await client.putBlob(OTHER, source)
    expect(await client.putBlob(APP, { ...source, mountFrom: OTHER })).toBe('uploaded')
  })
})

describe('uploads that break', () => {
  it('are begun again, until the registry has every byte', async () => {
    const { client, registry } = scene({ brokenUploads: { uploads: 2, bytes: 5 } })
    expect(await client.putBlob(APP, source)).toBe('uploaded')
    expect(registry.blob('your-org/app', source.digest)).toEqual(Buffer.from(blob))
  })

  it('leave in the session what had arrived', async () => {
    const { send } = open({ switches: { brokenUploads: { uploads: 1, bytes: 5 } } })
    const location = (await send('POST', `${path}/blobs/uploads/`)).headers?.['location'] ?? ''
    expect(await send('PATCH', location, { body: blob })).toMatchObject({ status: 500 })
    expect(await send('GET', location)).toMatchObject({ status: 204, headers: { range: '0-4' } })
    const rest = { body: blob.subarray(5), headers: { 'content-range': `5-${blob.byteLength - 1}` } }
    expect(await send('PUT', `${location}&digest=${source.digest}`, rest)).toMatchObject({ status: 201 })
  })
})

describe('a registry with a minimum for chunks', () => {
  it('tells it, takes one small chunk as the last, and nothing after it', async () => {
    const { send } = open({ switches: { chunkMinimum: 8 } })
    const started = await send('POST', `${path}/blobs/uploads/`)
    expect(started.headers).toMatchObject({ 'oci-chunk-min-length': '8' })
    const location = started.headers?.['location'] ?? ''
    expect(await send('PATCH', location, { body: blob.subarray(0, 8) })).toMatchObject({ status: 202 })
    expect(await send('PATCH', location, { body: blob.subarray(8, 10) })).toMatchObject({ status: 202 })
    expect(codes(await send('PATCH', location, { body: blob.subarray(10) }))).toEqual(['SIZE_INVALID'])
  })

  it('is content with the one piece that promo sends', async () => {
    expect(await scene({ chunkMinimum: 1_000_000 }).client.putBlob(APP, source)).toBe('uploaded')
  })
})

describe('a registry that is out of order for a while', () => {
  it.each([500, 502, 503])('with %i is asked again until it works', async (status) => {
    const registry = createSandboxRegistry()
    const served = await serveLoopback(registry.handler)
    const http = createHttpClient({ environment: {}, clock: steppingClock() })
    const client = createRegistryClient({ http, credentials: ANONYMOUS })
    const { name } = parseImageReference(`${served.host}/your-org/app:v1`)
    const image = anImage('one')
    for (const requests of [1, 2, 3]) {
      registry.switches.outage = { requests, status }
      await pushImage(client, name, image)
    }
    expect(registry.manifest('your-org/app', image.descriptor.digest)).toBeDefined()
    served.close()
  })
})
