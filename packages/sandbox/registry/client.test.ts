import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName, parseImageReference, pinImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import {
  ANONYMOUS,
  createRegistryClient,
  OCI_MANIFEST,
  platformsOf,
  readCredentials,
  type RegistryClient,
} from '@promo/registry'
import {
  anImage,
  anIndex,
  bytesOf,
  collect,
  httpOver,
  pointer,
  steppingClock,
  type BuiltManifest,
  type HostClient,
} from '@promo/registry/testing'
import { createSandboxRegistry, type Authorize, type RegistrySwitches, type SandboxRegistry } from './index.ts'

const APP = parseImageName('ghcr.io/your-org/app')
const OTHER = parseImageName('ghcr.io/your-org/other')

interface Scene {
  readonly registry: SandboxRegistry
  readonly http: HostClient
  readonly client: RegistryClient
}

function scene(switches: Partial<RegistrySwitches> = {}, authorize?: Authorize, password = 'secret'): Scene {
  const clock = steppingClock()
  const registry = createSandboxRegistry({ clock, switches, ...(authorize === undefined ? {} : { authorize }) })
  const http = httpOver({ 'ghcr.io': registry.handler })
  const credentials =
    authorize === undefined
      ? ANONYMOUS
      : readCredentials({ username: 'robot', password, environment: {}, dockerConfig: '' })
  return { registry, http, client: createRegistryClient({ http, credentials, clock }) }
}

async function push(client: RegistryClient, image: BuiltManifest): Promise<void> {
  for (const child of image.children) await push(client, child)
  for (const blob of image.blobs) {
    await client.putBlob(APP, { digest: digestOf(blob), size: blob.byteLength, open: () => once(blob) })
  }
  await client.putManifest(APP, image.bytes, image.descriptor.mediaType)
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}

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
  const source = { digest: digestOf(blob), size: blob.byteLength, open: () => once(blob) }

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

  it('asks for one token per set of scopes', async () => {
    const { client, http } = scene({}, writer)
    await push(client, anImage('one'))
    await client.tags(APP)
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

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

function bundle(text: string): Parameters<RegistryClient['attach']>[2] {
  return {
    artifactType: BUNDLE,
    payload: bytesOf(JSON.stringify({ text })),
    annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope' },
  }
}

describe.each(['api', 'none', 'redirect', 'lying'] as const)('evidence where referrers are %s', (referrers) => {
  it('is attached, listed with its type, and attached only once', async () => {
    const { client, registry } = scene({ referrers })
    const image = anImage('one')
    await push(client, image)
    const first = await client.attach(APP, image.descriptor, bundle('a'))
    await client.attach(APP, image.descriptor, bundle('b'))
    expect(await client.attach(APP, image.descriptor, bundle('a'))).toEqual(first)
    const listed = await client.referrers(APP, image.descriptor.digest)
    expect(listed).toHaveLength(2)
    expect(listed).toContainEqual(first)
    const fallback = registry.manifest('your-org/app', image.descriptor.digest.replace(':', '-'))
    expect(fallback === undefined).toBe(referrers === 'api')
  })

  it('survives writers that come at the same time', async () => {
    const { client } = scene({ referrers })
    const image = anImage('one')
    await push(client, image)
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => client.attach(APP, image.descriptor, bundle(String(index)))),
    )
    expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(8)
  })
})

describe('the fallback tag', () => {
  it('is merged with what the API lists', async () => {
    const { client, registry } = scene({ referrers: 'none' })
    const image = anImage('one')
    await push(client, image)
    const old = await client.attach(APP, image.descriptor, bundle('before the API'))
    registry.switches.referrers = 'api'
    const young = await client.attach(APP, image.descriptor, bundle('since the API'))
    const digests = (await client.referrers(APP, image.descriptor.digest)).map(({ digest }) => digest)
    expect(new Set(digests)).toEqual(new Set([old.digest, young.digest]))
  })

  it('keeps every entry when the registry lags behind its own writes', async () => {
    const { client } = scene({ referrers: 'none', lagReads: 2 })
    const image = anImage('one')
    await push(client, image)
    for (const text of ['a', 'b', 'c']) await client.attach(APP, image.descriptor, bundle(text))
    await client.waitFor(APP, image.descriptor.digest)
    await client.referrers(APP, image.descriptor.digest)
    await client.referrers(APP, image.descriptor.digest)
    expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(3)
  })

  it('merges with another process that writes in between', async () => {
    const { client, registry, http } = scene({ referrers: 'none' })
    const image = anImage('one')
    await push(client, image)
    const second = createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() })
    await Promise.all(
      [client, second].flatMap((one, writer) =>
        ['a', 'b', 'c'].map((text) => one.attach(APP, image.descriptor, bundle(`${writer}${text}`))),
      ),
    )
    expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(6)
    expect(registry.tags('your-org/app').size).toBe(1)
  })

  it('that resolves to the subject itself is no list', async () => {
    const { client } = scene({ referrers: 'none', selfResolvingTags: true, requireSubject: true })
    const image = anImage('one')
    await push(client, image)
    expect(await client.referrers(APP, image.descriptor.digest)).toEqual([])
    await client.attach(APP, image.descriptor, bundle('a'))
    expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(1)
  })

  it('is not overwritten when it holds an image', async () => {
    const { client, registry } = scene({ referrers: 'none' })
    const image = anImage('one')
    const foreign = anImage('foreign')
    await push(client, image)
    await push(client, foreign)
    await client.putManifest(APP, foreign.bytes, OCI_MANIFEST, image.descriptor.digest.replace(':', '-'))
    await expectCode('referrers-invalid', () => client.attach(APP, image.descriptor, bundle('a')))
    expect(registry.tags('your-org/app').get(image.descriptor.digest.replace(':', '-'))).toBe(foreign.descriptor.digest)
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
