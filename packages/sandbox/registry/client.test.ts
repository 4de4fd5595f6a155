import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageReference, pinImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { ANONYMOUS, blobOf, createRegistryClient, OCI_MANIFEST, platformsOf } from '@promo/registry'
import { anImage, anIndex, bytesOf, collect, httpOver, pointer, steppingClock } from '@promo/registry/testing'
import { createSandboxRegistry, type Authorize } from './index.ts'
import { APP, OTHER, push, scene } from './testing.ts'

describe.each(['relative', 'absolute'] as const)('a registry with %s upload locations', (location) => {
  it('gives back the very bytes that were pushed', async () => {
    const { client, registry } = scene({ location })
    const image = anImage('one')
    await push(client, image)
    const stored = await client.manifest(APP, image.descriptor.digest)
    expect(stored.bytes).toEqual(Buffer.from(image.bytes))
    const [, layer = new Uint8Array()] = image.blobs
    const { digest, size } = pointer('', layer)
    expect(await collect(client.blob(APP, { digest, size }))).toEqual(Buffer.from(layer))
    expect(registry.tags('your-org/app').size).toBe(0)
  })
})

describe('blobs', () => {
  const blob = bytesOf('content')
  const source = blobOf(blob)

  it('sends content once, also when two writers come at the same time', async () => {
    const { client, http } = scene()
    const placed = await Promise.all([client.putBlob(APP, source), client.putBlob(APP, source)])
    expect(placed).toEqual(['uploaded', 'present'])
    expect(http.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  it('mounts from a repository of the same registry', async () => {
    const { client, http } = scene()
    await client.putBlob(OTHER, source)
    expect(await client.putBlob(APP, { ...source, mountFrom: OTHER })).toBe('mounted')
    expect(http.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  it('uploads where mounts are refused, and where the source may not be read', async () => {
    const refusing = scene({ mounts: false })
    await refusing.client.putBlob(OTHER, source)
    expect(await refusing.client.putBlob(APP, { ...source, mountFrom: OTHER })).toBe('uploaded')
    const denying = scene({}, (_account, repository) => repository === 'your-org/app')
    denying.registry.seedBlob('your-org/other', blob)
    expect(await denying.client.putBlob(APP, { ...source, mountFrom: OTHER })).toBe('uploaded')
  })
})

describe('authorization', () => {
  const writer: Authorize = (account, repository) =>
    account.kind === 'basic' && account.password === 'secret' && repository === 'your-org/app'

  it('asks for one token per set of scopes, and for none where it has one that allows more', async () => {
    const { client, http } = scene({}, writer)
    await client.tags(APP)
    await push(client, anImage('one'))
    await client.tags(APP)
    const reader = scene({}, writer)
    await push(reader.client, anImage('one'))
    await reader.client.tags(APP)
    expect(reader.http.requests.filter(({ url }) => url.pathname === '/token')).toHaveLength(1)
    await client.resolve(parseImageReference(`${APP}:latest`))
    const scopes = http.requests
      .filter(({ url }) => url.pathname === '/token')
      .map(({ url }) => url.searchParams.get('scope'))
    expect(scopes.sort()).toEqual(['repository:your-org/app:pull', 'repository:your-org/app:pull,push'])
  })

  it('refuses without the right, and does not show the password', async () => {
    const { client } = scene({}, writer, 'wrong-password')
    const error = await expectCode('registry-unauthorized', () => client.tags(APP))
    expect(JSON.stringify([error.message, error.facts, error.remedy])).not.toContain('wrong-password')
  })

  it('gets a new token when the old one has run out', async () => {
    const clock = steppingClock()
    const registry = createSandboxRegistry({ clock, authorize: () => true })
    registry.seedBlob('your-org/app', 'x')
    const http = httpOver({ 'ghcr.io': registry.handler })
    const client = createRegistryClient({ http, credentials: ANONYMOUS, clock })
    await client.tags(APP)
    clock.advance(3_600_000)
    await client.tags(APP)
    expect(http.requests.filter(({ url }) => url.pathname === '/token')).toHaveLength(2)
    expect(http.requests.filter(({ url }) => url.pathname.endsWith('/tags/list'))).toHaveLength(3)
  })
})

describe('resolving', () => {
  it('is undefined only when the registry says that there is nothing', async () => {
    const { client, registry } = scene()
    expect(await client.resolve(parseImageReference(`${APP}:nothing`))).toBeUndefined()
    registry.switches.throttle.requests = 1
    await expectCode('registry-unavailable', () => client.resolve(parseImageReference(`${APP}:nothing`)))
  })

  it('lists every tag over all pages', async () => {
    const { client, registry } = scene()
    const tags = Array.from({ length: 2500 }, (_, index) => `v${String(index).padStart(4, '0')}`)
    for (const tag of tags) registry.seedManifest('your-org/app', '{}', OCI_MANIFEST, tag)
    expect(await client.tags(APP)).toEqual(tags)
  })

  it('tells runnable platforms from attestations', async () => {
    const { client } = scene()
    const amd64 = anImage('one')
    const arm64 = anImage('one', 'arm64')
    const note = anImage('note', 'unknown')
    const attestation = {
      ...note,
      descriptor: {
        ...note.descriptor,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: {
          'vnd.docker.reference.type': 'attestation-manifest',
          'vnd.docker.reference.digest': amd64.descriptor.digest,
        },
      },
    }
    const index = anIndex([amd64, arm64, attestation])
    await push(client, index)
    const found = await platformsOf(client, pinImage(APP, index.descriptor.digest))
    expect(found.map(({ platform, digest }) => [platform, digest])).toEqual([
      ['linux/amd64', amd64.descriptor.digest],
      ['linux/arm64', arm64.descriptor.digest],
    ])
    expect(await platformsOf(client, pinImage(APP, arm64.descriptor.digest))).toMatchObject([
      { platform: 'linux/arm64' },
    ])
  })
})

describe('waiting', () => {
  it('ends when a lagging registry shows the manifest', async () => {
    const { client } = scene({ lagReads: 4 })
    const image = anImage('one')
    await push(client, image)
    await client.waitFor(APP, image.descriptor.digest)
    expect(await client.resolve(pinImage(APP, image.descriptor.digest))).toBeDefined()
  })

  it('gives up on one that never does', async () => {
    const { client } = scene()
    await expectCode('registry-lagging', () => client.waitFor(APP, digestOf('nothing')))
  })
})
