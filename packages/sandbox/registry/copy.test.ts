import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { digestOf, hexOf, parseImageName, pinImage, type Digest, type ImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import {
  ANONYMOUS,
  copyImage,
  createRegistryClient,
  exportLayout,
  LEGACY_TAG,
  OCI_CONFIG,
  OCI_MANIFEST,
  openLayout,
  pushLayout,
  type CopyRequest,
  type CopyResult,
  type RegistryClient,
} from '@promo/registry'
import {
  anImage,
  anIndex,
  bytesOf,
  httpOver,
  pointer,
  steppingClock,
  type BuiltManifest,
  type HostClient,
} from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from './index.ts'

const FROM = parseImageName('ghcr.io/your-org/quarantine/app')
const TO = parseImageName('registry.example.com/your-org/app')
const BESIDE = parseImageName('ghcr.io/your-org/app')
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

interface Scene {
  readonly ghcr: SandboxRegistry
  readonly target: SandboxRegistry
  readonly http: HostClient
  readonly client: RegistryClient
  readonly index: BuiltManifest
}

/** An index of two platforms with a bundle on the index, one on a platform, one on that bundle, and a legacy signature. */
async function scene(from: Partial<RegistrySwitches> = {}, to: Partial<RegistrySwitches> = {}): Promise<Scene> {
  const ghcr = createSandboxRegistry({ switches: from })
  const target = createSandboxRegistry({ switches: to })
  const http = httpOver({ 'ghcr.io': ghcr.handler, 'registry.example.com': target.handler })
  const client = createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() })
  const amd64 = anImage('app')
  const index = anIndex([amd64, anImage('app', 'arm64')])
  await push(client, FROM, index)
  const first = await client.attach(FROM, index.descriptor, bundle('on the index'))
  await client.attach(FROM, first, bundle('on the bundle'))
  await client.attach(FROM, amd64.descriptor, bundle('on the platform'))
  await putSignatures(client, FROM, index.descriptor.digest, ['ours'])
  return { ghcr, target, http, client, index }
}

function bundle(text: string): Parameters<RegistryClient['attach']>[2] {
  return { artifactType: BUNDLE, payload: bytesOf(text), annotations: {} }
}

async function push(client: RegistryClient, name: ImageName, image: BuiltManifest): Promise<void> {
  for (const child of image.children) await push(client, name, child)
  for (const blob of image.blobs) await put(client, name, blob)
  await client.putManifest(name, image.bytes, image.descriptor.mediaType)
}

async function put(client: RegistryClient, name: ImageName, blob: Uint8Array): Promise<void> {
  await client.putBlob(name, { digest: digestOf(blob), size: blob.byteLength, open: () => once(blob) })
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}

/** A `.sig` manifest as cosign 2 writes it, one layer per signature. */
async function putSignatures(
  client: RegistryClient,
  name: ImageName,
  digest: Digest,
  texts: readonly string[],
): Promise<void> {
  const layers = texts.map(bytesOf)
  const config = bytesOf(
    JSON.stringify({ rootfs: { type: 'layers', diff_ids: layers.map((layer) => digestOf(layer)) } }),
  )
  for (const blob of [...layers, config]) await put(client, name, blob)
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: pointer(OCI_CONFIG, config),
    layers: layers.map((layer) => pointer('application/vnd.dev.cosign.simplesigning.v1+json', layer)),
  }
  await client.putManifest(name, bytesOf(JSON.stringify(content)), OCI_MANIFEST, LEGACY_TAG.signature(digest))
}

function copy({ client, index }: Scene, change: Partial<CopyRequest> = {}): Promise<CopyResult> {
  const from = { kind: 'image', image: pinImage(FROM, index.descriptor.digest) } as const
  const request = { from, to: TO, tags: ['v1'], evidence: true, onTagConflict: 'fail', ...change } as const
  return copyImage(request, { registry: client })
}

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
    const { tally } = await copy(stage, { to: FROM })
    expect(tally).toEqual({ manifests: 0, blobs: 0, mounted: 0, referrers: 0, bytes: 0 })
    expect(stage.ghcr.tags('your-org/quarantine/app').get('v1')).toBe(stage.index.descriptor.digest)
  })

  it('adds legacy signatures to those the destination has', async () => {
    const stage = await scene()
    await push(stage.client, TO, stage.index)
    await putSignatures(stage.client, TO, stage.index.descriptor.digest, ['theirs'])
    await copy(stage)
    const joined = await stage.client.manifest(TO, { tag: LEGACY_TAG.signature(stage.index.descriptor.digest) })
    const found = joined.content.kind === 'image' ? joined.content.layers.map(({ digest }) => digest) : []
    expect(found).toEqual([digestOf('theirs'), digestOf('ours')])
  })

  it('passes over listed evidence that refers to something else', async () => {
    const stage = await scene({ referrers: 'none' })
    const stranger = anImage('stranger')
    await push(stage.client, FROM, stranger)
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
    await expectCode('layout-invalid', () => exportLayout(client, platform, directory))
  })
})
