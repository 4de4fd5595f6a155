import { expect, it } from '@jest/globals'
import { digestOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, bytesOf, httpOver, steppingClock, type Host, type HostClient } from '@promo/registry/testing'
import { createSandboxRegistry } from './registry.ts'
import { APP, push } from './testing.ts'

const EMPTY_CONFIG = digestOf('{}')
const image = anImage('one')

function clientOf(host: Host): { readonly client: RegistryClient; readonly http: HostClient } {
  const http = httpOver({ 'ghcr.io': host })
  return { client: createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() }), http }
}

/** A registry that answers so many artifacts as distribution does while another process writes one of their blobs. */
function forgetting(times: number): Host {
  const { handler } = createSandboxRegistry()
  let left = times
  return (request) => {
    const isArtifact = request.method === 'PUT' && Buffer.from(request.body).includes('"subject"')
    if (!isArtifact || left === 0) return handler(request)
    left -= 1
    return { status: 400, body: JSON.stringify({ errors: [{ code: 'MANIFEST_BLOB_UNKNOWN' }] }) }
  }
}

function attach(client: RegistryClient, text: string): ReturnType<RegistryClient['attach']> {
  const payload = bytesOf(text)
  return client.attach(APP, image.descriptor, { artifactType: 'application/vnd.example', payload, annotations: {} })
}

it('uploads what many artifacts have in common once', async () => {
  const { client, http } = clientOf(createSandboxRegistry().handler)
  await push(client, image)
  await Promise.all(['a', 'b', 'c', 'd'].map((text) => attach(client, text)))
  const uploads = http.requests.filter(
    ({ method, url }) => method === 'PUT' && url.searchParams.get('digest') === EMPTY_CONFIG,
  )
  expect(uploads).toHaveLength(1)
})

it('puts an artifact again whose blobs the registry did not know yet', async () => {
  const { client } = clientOf(forgetting(2))
  await push(client, image)
  const { digest } = await attach(client, 'a')
  expect(await client.referrers(APP, image.descriptor.digest)).toMatchObject([{ digest }])
})

it('gives up an artifact whose blobs stay unknown', async () => {
  const { client } = clientOf(forgetting(Infinity))
  await push(client, image)
  await expectCode('content-unknown', () => attach(client, 'a'))
})

it('writes to one subject in turns: a registry may lose entries of its list when they come at once', async () => {
  const { handler } = createSandboxRegistry({ switches: { referrers: 'api' } })
  let running = 0
  let most = 0
  const { client } = clientOf(async (request) => {
    if (request.method !== 'PUT' || !Buffer.from(request.body).includes('"subject"')) return handler(request)
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return handler(request)
  })
  await push(client, image)
  await Promise.all(['a', 'b', 'c', 'd'].map((text) => attach(client, text)))
  expect(most).toBe(1)
  expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(4)
})
