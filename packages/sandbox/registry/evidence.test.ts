import { describe, expect, it } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import {
  ANONYMOUS,
  createRegistryClient,
  DOCKER_LIST,
  OCI_INDEX,
  OCI_MANIFEST,
  type RegistryClient,
} from '@promo/registry'
import { anImage, anIndex, bytesOf, httpOver, steppingClock } from '@promo/registry/testing'
import { APP, push, scene } from './testing.ts'

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
      Array.from({ length: 50 }, (_, index) => client.attach(APP, image.descriptor, bundle(String(index)))),
    )
    expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(50)
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

  it('is written once for all who wait for it', async () => {
    const { registry } = scene({ referrers: 'none' })
    const image = anImage('one')
    const tag = image.descriptor.digest.replace(':', '-')
    let writes = 0
    const counting = httpOver({
      'ghcr.io': (request) => {
        if (request.method === 'PUT' && request.url.pathname.endsWith(tag)) writes += 1
        return registry.handler(request)
      },
    })
    const client = createRegistryClient({ http: counting, credentials: ANONYMOUS, clock: steppingClock() })
    await push(client, image)
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => client.attach(APP, image.descriptor, bundle(text))))
    expect(await client.referrers(APP, image.descriptor.digest)).toHaveLength(5)
    expect(writes).toBeLessThan(5)
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

  it('is written again when another process writes an older list over it', async () => {
    const { registry } = scene({ referrers: 'none', conditions: false })
    const image = anImage('one')
    const tag = image.descriptor.digest.replace(':', '-')
    const foreign = anIndex([anImage('of another process')])
    let overwrites = 1
    const rude = httpOver({
      'ghcr.io': async (request) => {
        const answer = await registry.handler(request)
        const isReadBack = request.method === 'GET' && request.url.pathname.endsWith(tag) && answer.status === 200
        if (isReadBack && (overwrites -= 1) === 0) registry.seedManifest('your-org/app', foreign.bytes, OCI_INDEX, tag)
        return answer
      },
    })
    const client = createRegistryClient({ http: rude, credentials: ANONYMOUS, clock: steppingClock() })
    for (const each of [image, ...foreign.children]) await push(client, each)
    const attached = await client.attach(APP, image.descriptor, bundle('a'))
    const listed = (await client.referrers(APP, image.descriptor.digest)).map(({ digest }) => digest)
    expect(listed).toEqual([foreign.children[0]?.descriptor.digest, attached.digest])
  })

  it('that lists deleted manifests does not keep new ones out', async () => {
    const { client, registry } = scene({ referrers: 'none' })
    const image = anImage('one')
    await push(client, image)
    const kept = await client.attach(APP, image.descriptor, bundle('kept'))
    const deleted = await client.attach(APP, image.descriptor, bundle('deleted'))
    await registry.handler({
      method: 'DELETE',
      url: new URL(`https://ghcr.io/v2/your-org/app/manifests/${deleted.digest}`),
      headers: {},
      body: new Uint8Array(),
    })
    const other = createRegistryClient({
      http: httpOver({ 'ghcr.io': registry.handler }),
      credentials: ANONYMOUS,
      clock: steppingClock(),
    })
    const added = await other.attach(APP, image.descriptor, bundle('added'))
    expect(await other.referrers(APP, image.descriptor.digest)).toEqual([kept, added])
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

  it("that holds a manifest list of Docker's is no list of evidence", async () => {
    const { client } = scene({ referrers: 'none' })
    const image = anImage('one')
    await push(client, image)
    const { mediaType, digest, size } = image.descriptor
    const list = JSON.stringify({ schemaVersion: 2, mediaType: DOCKER_LIST, manifests: [{ mediaType, digest, size }] })
    await client.putManifest(APP, bytesOf(list), DOCKER_LIST, digest.replace(':', '-'))
    expect(await client.referrers(APP, digest)).toEqual([])
    await expectCode('referrers-invalid', () => client.attach(APP, image.descriptor, bundle('a')))
  })
})
