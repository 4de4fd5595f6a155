import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { digestOf, hexOf, pinImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { copyImage, exportLayout, LEGACY_TAG, OCI_MANIFEST, openLayout, pushLayout } from '@promo/registry'
import { anImage, anIndex, pushImage } from '@promo/registry/testing'
import { BESIDE, copy, FROM, putSignatures, scene, TO } from './copy-scene.ts'

const SETTINGS = ['api', 'none'] as const
const PAIRS = SETTINGS.flatMap((from) => SETTINGS.map((to) => [from, to] as const))

describe.each(PAIRS)('copying from a registry with referrers %s to one with %s', (from, to) => {
  it('takes the same bytes and all evidence along, and moves nothing the second time', async () => {
    const stage = await scene({ referrers: from }, { referrers: to })
    const { client, index, target } = stage
    const first = await copy(stage)
    expect(first).toMatchObject({
      digest: index.descriptor.digest,
      equal: true,
      tags: [{ tag: 'v1', outcome: 'created' }],
    })
    expect(first.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(first.tally).toMatchObject({ referrers: 4, mounted: 0 })
    expect(target.manifest('your-org/app', 'v1')?.bytes).toEqual(Buffer.from(index.bytes))
    const [bundleOnIndex] = await client.referrers(TO, index.descriptor.digest)
    expect(await client.referrers(TO, bundleOnIndex?.digest ?? index.descriptor.digest)).toHaveLength(1)
    expect(await client.referrers(TO, index.children[0]?.descriptor.digest ?? index.descriptor.digest)).toHaveLength(1)
    expect(target.tags('your-org/app').has(LEGACY_TAG.signature(index.descriptor.digest))).toBe(true)

    const second = await copy(stage)
    expect(second.tally).toMatchObject({ manifests: 0, blobs: 0, bytes: 0 })
    expect(second.tags).toMatchObject([{ outcome: 'unchanged' }])
  })
})

describe('copying', () => {
  it('writes subjects before their referrers, children before indexes, and the tag last', async () => {
    const stage = await scene({}, { requireSubject: true })
    await copy(stage)
    const puts = stage.http.requests
      .filter(
        ({ method, url }) =>
          method === 'PUT' && url.host === 'registry.example.com' && url.pathname.includes('/manifests/'),
      )
      .map(({ url }) => url.pathname.split('/').at(-1))
    const [amd64, arm64] = stage.index.children.map(({ descriptor }) => descriptor.digest)
    expect(puts.slice(0, 3)).toEqual([amd64, arm64, stage.index.descriptor.digest])
    expect(puts.at(-1)).toBe('v1')
  })

  it('mounts blobs within one registry', async () => {
    const stage = await scene()
    const { tally } = await copy(stage, { to: BESIDE })
    expect(tally).toMatchObject({ blobs: 0 })
    expect(tally.mounted).toBeGreaterThan(4)
  })

  it('leaves evidence behind when asked to', async () => {
    const stage = await scene()
    await copy(stage, { evidence: false })
    expect(await stage.client.referrers(TO, stage.index.descriptor.digest)).toEqual([])
  })

  it('refuses a tag on another digest before it writes anything', async () => {
    const stage = await scene()
    stage.target.seedManifest('your-org/app', anImage('older').bytes, OCI_MANIFEST, 'v1')
    await expectCode('tag-taken', () => copy(stage))
    expect(
      stage.http.requests.filter(({ method, url }) => method !== 'GET' && method !== 'HEAD' && url.host !== 'ghcr.io'),
    ).toEqual([])
  })

  it('keeps a taken tag where it is when told so', async () => {
    const stage = await scene()
    const older = stage.target.seedManifest('your-org/app', anImage('older').bytes, OCI_MANIFEST, 'v1')
    const { tags } = await copy(stage, { onTagConflict: 'keep', tags: ['v1', 'v2'] })
    expect(tags).toMatchObject([
      { tag: 'v1', digest: older, outcome: 'kept' },
      { tag: 'v2', outcome: 'created' },
    ])
  })

  it('retags without moving content', async () => {
    const stage = await scene()
    const before = stage.http.requests.length
    const { tally } = await copy(stage, { to: FROM })
    expect(tally).toEqual({ manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 })
    const writes = stage.http.requests.slice(before).filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    expect(writes.map(({ method, url }) => [method, url.pathname.split('/').at(-1)])).toEqual([['PUT', 'v1']])
    expect(stage.ghcr.tags('your-org/quarantine/app').get('v1')).toBe(stage.index.descriptor.digest)
  })

  it('refuses to tag an index whose child is gone', async () => {
    const stage = await scene()
    const child = stage.index.children.at(-1)?.descriptor.digest ?? ''
    const url = `https://ghcr.io/v2/your-org/quarantine/app/manifests/${child}`
    expect(await stage.http.request({ method: 'DELETE', url })).toMatchObject({ status: 202 })
    await expectCode('manifest-missing', () => copy(stage, { to: FROM }))
    expect(stage.ghcr.tags('your-org/quarantine/app').has('v1')).toBe(false)
  })

  it('writes the fallback tag once, however many referrers it lists', async () => {
    const stage = await scene({}, { referrers: 'none' })
    const { client, index } = stage
    for (const payload of ['a', 'b', 'c']) {
      await client.attach(FROM, index.descriptor, {
        artifactType: 'text/plain',
        payload: Buffer.from(payload),
        annotations: {},
      })
    }
    const before = stage.http.requests.length
    await copy(stage)
    const tag = `sha256-${hexOf(index.descriptor.digest)}`
    const puts = stage.http.requests
      .slice(before)
      .filter(({ method, url }) => method === 'PUT' && url.pathname.endsWith(tag))
    expect(puts).toHaveLength(1)
    expect(await client.referrers(TO, index.descriptor.digest)).toHaveLength(4)
  })

  it('adds legacy signatures to those the destination has', async () => {
    const stage = await scene()
    await pushImage(stage.client, TO, stage.index)
    await putSignatures(stage.client, TO, stage.index.descriptor.digest, ['theirs'])
    await copy(stage)
    const joined = await stage.client.manifest(TO, { tag: LEGACY_TAG.signature(stage.index.descriptor.digest) })
    const found = joined.content.kind === 'image' ? joined.content.layers.map(({ digest }) => digest) : []
    expect(found).toEqual([digestOf('theirs'), digestOf('ours')])
  })

  it('passes over listed evidence that refers to something else', async () => {
    const stage = await scene({ referrers: 'none' })
    const stranger = anImage('stranger')
    await pushImage(stage.client, FROM, stranger)
    const index = anIndex([stranger])
    stage.ghcr.seedManifest(
      'your-org/quarantine/app',
      index.bytes,
      index.descriptor.mediaType,
      `sha256-${hexOf(stage.index.descriptor.digest)}`,
    )
    await copy(stage)
    expect(stage.target.manifest('your-org/app', stranger.descriptor.digest)).toBeUndefined()
  })

  it('refuses a child that is not as large as its index says', async () => {
    const stage = await scene()
    const child = anImage('app')
    const lying = anIndex([{ ...child, descriptor: { ...child.descriptor, size: child.descriptor.size + 1 } }])
    stage.ghcr.seedManifest('your-org/quarantine/app', lying.bytes, lying.descriptor.mediaType)
    const image = pinImage(FROM, lying.descriptor.digest)
    await expectCode('manifest-invalid', () => copy(stage, { from: { kind: 'image', image } }))
  })
})

describe('layouts', () => {
  it('hold one platform, and push back to the same digest', async () => {
    const { client, index, target } = await scene()
    const directory = await mkdtemp(join(tmpdir(), 'promo-export-'))
    const platform = index.children[1]?.descriptor.digest ?? index.descriptor.digest
    const exported = await exportLayout(client, pinImage(FROM, platform), join(directory, 'layout'))
    expect(exported.digest).toBe(platform)
    expect(await readdir(join(exported.path, 'blobs', 'sha256'))).toHaveLength(3)
    const written = JSON.parse(await readFile(join(exported.path, 'index.json'), 'utf8')) as { manifests: unknown[] }
    expect(written.manifests).toEqual([
      expect.objectContaining({ digest: platform, platform: { os: 'linux', architecture: 'arm64' } }),
    ])

    const layout = await openLayout(exported.path)
    expect(await pushLayout(client, layout, TO)).toMatchObject({ digest: platform, mediaType: OCI_MANIFEST })
    expect(target.tags('your-org/app').size).toBe(0)
    const copied = await copyImage(
      { from: { kind: 'layout', layout }, to: TO, tags: ['v2'], evidence: true, onTagConflict: 'fail' },
      { registry: client },
    )
    expect(copied).toMatchObject({ digest: platform, tags: [{ tag: 'v2', outcome: 'created' }] })
  })

  it('are not made of an index, nor over other files', async () => {
    const { client, index } = await scene()
    const directory = await mkdtemp(join(tmpdir(), 'promo-export-'))
    await expectCode('manifest-unexpected', () =>
      exportLayout(client, pinImage(FROM, index.descriptor.digest), directory),
    )
    const platform = pinImage(FROM, index.children[0]?.descriptor.digest ?? index.descriptor.digest)
    await exportLayout(client, platform, directory)
    await expectCode('layout-not-empty', () => exportLayout(client, platform, directory))
  })
})
