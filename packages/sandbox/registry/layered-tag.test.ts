import { describe, expect, it } from '@jest/globals'
import { parseImageReference } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import {
  ANONYMOUS,
  blobOf,
  createRegistryClient,
  OCI_INDEX,
  type Descriptor,
  type RegistryClient,
} from '@promo/registry'
import { anImage, anIndex, bytesOf, httpOver, pushImage, steppingClock, type Host } from '@promo/registry/testing'
import { createSandboxRegistry } from './registry.ts'
import { APP } from './testing.ts'

const TAG = `sha256-${'a'.repeat(64)}.att`

function clientOf(host: Host): RegistryClient {
  return createRegistryClient({ http: httpOver({ 'ghcr.io': host }), credentials: ANONYMOUS, clock: steppingClock() })
}

async function aLayer(client: RegistryClient, text: string): Promise<Descriptor> {
  const blob = blobOf(bytesOf(text))
  await client.putBlob(APP, blob)
  return { mediaType: 'application/vnd.dsse.envelope.v1+json', digest: blob.digest, size: blob.size }
}

async function digestsIn(client: RegistryClient): Promise<readonly string[]> {
  const { content } = await client.manifest(APP, { tag: TAG })
  return content.kind === 'image' ? content.layers.map(({ digest }) => digest).sort() : []
}

describe('a tag with a layer for each signature', () => {
  it('is made, grows, and is left alone when all is there', async () => {
    const client = clientOf(createSandboxRegistry().handler)
    const [one, two] = [await aLayer(client, 'one'), await aLayer(client, 'two')]
    expect(await client.appendLayers(APP, TAG, [one])).toMatchObject({ outcome: 'appended' })
    const { manifest } = await client.appendLayers(APP, TAG, [one, two])
    expect(await client.appendLayers(APP, TAG, [two, one])).toEqual({ manifest, outcome: 'there' })
    expect(await digestsIn(client)).toEqual([one.digest, two.digest].sort())
  })

  it.each([true, false])('loses nothing when many clients append at once, conditions %s', async (conditions) => {
    const { handler } = createSandboxRegistry({ switches: { conditions } })
    const layers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((text) => aLayer(clientOf(handler), text)),
    )
    await Promise.all(layers.map((layer) => clientOf(handler).appendLayers(APP, TAG, [layer])))
    expect(await digestsIn(clientOf(handler))).toEqual(layers.map(({ digest }) => digest).sort())
  })

  it('gets back what an older manifest took away after it was seen', async () => {
    const { handler } = createSandboxRegistry({ switches: { conditions: false } })
    const other = clientOf(handler)
    const theirs = await aLayer(other, 'theirs')
    let puts = 0
    const client = clientOf(async (request) => {
      const answer = await handler(request)
      const isSeen = request.method === 'GET' && puts === 1
      if (request.method === 'PUT' && request.url.pathname.endsWith(TAG)) puts += 1
      if (isSeen) {
        puts += 1
        const older = await other.appendLayers(APP, 'older', [theirs])
        const { bytes, mediaType } = await other.manifest(APP, older.manifest)
        await other.putManifest(APP, bytes, mediaType, TAG)
      }
      return answer
    })
    const ours = await aLayer(client, 'ours')
    await client.appendLayers(APP, TAG, [ours])
    expect(await digestsIn(other)).toEqual([ours.digest, theirs.digest].sort())
  })

  it('takes no more layers than cosign reads', async () => {
    const client = clientOf(createSandboxRegistry().handler)
    const one = await aLayer(client, 'one')
    const full = Array.from({ length: 1000 }, (_, place) => ({ ...one, annotations: { place: String(place) } }))
    await client.appendLayers(APP, TAG, full)
    await expectCode('evidence-tag-full', () => client.appendLayers(APP, TAG, [one]))
    expect(await digestsIn(client)).toHaveLength(1000)
  })

  it('overwrites nothing that is no image manifest', async () => {
    const client = clientOf(createSandboxRegistry().handler)
    const index = anIndex([anImage('one')])
    await pushImage(client, APP, index)
    await client.putManifest(APP, index.bytes, OCI_INDEX, TAG)
    const one = await aLayer(client, 'one')
    await expectCode('referrers-invalid', () => client.appendLayers(APP, TAG, [one]))
    expect(await client.resolve(parseImageReference(`${APP}:${TAG}`))).toMatchObject({
      digest: index.descriptor.digest,
    })
  })
})
