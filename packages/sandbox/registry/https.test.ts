import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName, parseImageReference, pinImage } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { createRegistryClient, exportLayout, openLayout, readCredentials, type RegistryClient } from '@promo/registry'
import { anImage, bytesOf, collect, pointer, steppingClock } from '@promo/registry/testing'
import { startNetwork, type Network } from '../network/index.ts'
import { createSandboxRegistry, type SandboxRegistry } from './index.ts'

const APP = parseImageName('ghcr.io/your-org/app')
const image = anImage('over https')
const large = new Uint8Array(3_000_000).map((_, index) => (index * 31) % 251)

let directory = ''
let network: Network
let registry: SandboxRegistry
let client: RegistryClient

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-registry-'))
  network = await startNetwork({ directory })
  registry = createSandboxRegistry({
    authorize: (account) => account.kind === 'basic' && account.password === 'ghs_token',
    switches: { referrers: 'none' },
  })
  network.route('ghcr.io', registry.handler)
  const http = createHttpClient({ environment: network.environment, random: () => 0, clock: steppingClock() })
  const credentials = readCredentials({ username: 'octocat', password: 'ghs_token', environment: {} })
  client = createRegistryClient({ http, credentials, clock: steppingClock() })
  for (const blob of [...image.blobs, large]) {
    await client.putBlob(APP, { digest: digestOf(blob), size: blob.byteLength, open: () => pieces(blob) })
  }
  await client.putManifest(APP, image.bytes, image.descriptor.mediaType)
})

afterEach(() => network.faults.clear())

afterAll(async () => {
  await network.close()
  await rm(directory, { recursive: true })
})

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let offset = 0; offset < bytes.byteLength; offset += 65_536)
    yield await Promise.resolve(bytes.subarray(offset, offset + 65_536))
}

describe('over real HTTPS, a proxy and its certificate authority', () => {
  it('an image goes out to a layout and is the same', async () => {
    const exported = await exportLayout(client, pinImage(APP, image.descriptor.digest), join(directory, 'layout'))
    const layout = await openLayout(exported.path)
    expect(layout.roots).toMatchObject([{ digest: image.descriptor.digest }])
    expect(network.requests.refused).toEqual([])
  })

  it('a blob whose connection breaks twice arrives whole', async () => {
    const path = /\/blobs\/sha256:/
    network.faults.cutBody(1, 1_000_000, { method: 'GET', path })
    network.faults.cutBody(2, 500_000, { method: 'GET', path })
    expect(digestOf(await collect(client.blob(APP, pointer('', large))))).toBe(digestOf(large))
  })

  it('an upload survives a lost answer and a server that fails', async () => {
    const blob = bytesOf('lost and found')
    const path = /\/blobs\/uploads\//
    network.faults.dropAnswer(1, { method: 'PUT', path })
    network.faults.failRequest(2, 500, { method: 'PUT', path })
    await client.putBlob(APP, { digest: digestOf(blob), size: blob.byteLength, open: () => pieces(blob) })
    expect(registry.blob('your-org/app', digestOf(blob))).toEqual(Buffer.from(blob))
  })

  it('throttled requests wait and go on', async () => {
    registry.switches.throttle = { requests: 2, retryAfter: 3 }
    expect(await client.resolve(parseImageReference(`${APP}:nothing`))).toBeUndefined()
  })

  it('evidence is listed once though the answer to its listing was lost', async () => {
    network.faults.dropAnswer(1, { method: 'PUT', path: /\/manifests\/sha256-/ })
    const artifact = {
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      payload: bytesOf('{}'),
      annotations: { a: 'b' },
    }
    const attached = await client.attach(APP, image.descriptor, artifact)
    expect(await client.referrers(APP, image.descriptor.digest)).toEqual([attached])
  })
})
