import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { digestOf, hexOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { convertDockerArchive, type ConvertedArchive } from './docker-archive.ts'
import { openBuiltLayout, openDockerArchive } from './built-layout.ts'
import { tarOf, type TarMember } from './testing.ts'

const LAYER = Buffer.from('the bytes of a layer '.repeat(100))
const SECOND = Buffer.from('another layer')

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-archive-test-'))
})
afterEach(() => rm(directory, { recursive: true }))

function configOf(...layers: readonly Uint8Array[]): string {
  const rootfs = { type: 'layers', diff_ids: layers.map((layer) => digestOf(layer)) }
  return JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs })
}

function index(layers: readonly string[], config = 'config.json'): TarMember {
  return { path: 'manifest.json', body: JSON.stringify([{ Config: config, RepoTags: null, Layers: layers }]) }
}

async function archive(members: readonly TarMember[], gzip = false): Promise<string> {
  const file = join(directory, 'image.tar')
  await writeFile(file, gzip ? gzipSync(tarOf(members)) : tarOf(members))
  return file
}

async function convert(members: readonly TarMember[], gzip = false): Promise<ConvertedArchive> {
  const target = join(directory, 'layout')
  await mkdir(target)
  return convertDockerArchive(await archive(members, gzip), target, { 'com.example.a': 'b' })
}

async function stored(digest: string): Promise<Buffer> {
  return readFile(join(directory, 'layout', 'blobs', 'sha256', digest.replace('sha256:', '')))
}

const SHAPES: readonly (readonly [string, readonly TarMember[], boolean])[] = [
  [
    'docker save of 20.10',
    [
      { path: `${'c'.repeat(64)}.json`, body: configOf(LAYER) },
      { path: 'abc/VERSION', body: '1.0' },
      { path: 'abc/layer.tar', body: LAYER },
      index(['abc/layer.tar'], `${'c'.repeat(64)}.json`),
    ],
    false,
  ],
  [
    'docker save with one layer linked to another',
    [
      { path: 'one/layer.tar', body: LAYER },
      { path: 'two/layer.tar', link: '../one/layer.tar' },
      { path: 'config.json', body: configOf(LAYER, LAYER) },
      index(['one/layer.tar', 'two/layer.tar']),
    ],
    false,
  ],
  [
    'jib, whose layers are compressed',
    [{ path: 'a.tar.gz', body: gzipSync(LAYER) }, { path: 'config.json', body: configOf(LAYER) }, index(['a.tar.gz'])],
    false,
  ],
  [
    'nix, which compresses the whole',
    [index(['x/layer.tar']), { path: './config.json', body: configOf(LAYER) }, { path: './x/layer.tar', body: LAYER }],
    true,
  ],
  [
    'skopeo, which links folders to its layers',
    [
      { path: 'abc.tar', body: LAYER },
      { path: 'abc/layer.tar', link: '../abc.tar' },
      { path: 'config.json', body: configOf(LAYER) },
      index(['abc.tar']),
    ],
    false,
  ],
]

describe('a docker archive', () => {
  test.each(SHAPES)('of %s becomes a layout with the very config', async (_tool, members, gzip) => {
    const { digest, config } = await convert(members, gzip)
    const manifest = JSON.parse((await stored(digest)).toString()) as {
      readonly config: { readonly digest: string }
      readonly layers: readonly { readonly digest: string; readonly size: number }[]
      readonly annotations: object
    }
    expect(manifest.config.digest).toBe(config)
    expect(manifest.annotations).toEqual({ 'com.example.a': 'b' })
    const { rootfs } = JSON.parse((await stored(config)).toString()) as {
      readonly rootfs: { readonly diff_ids: object }
    }
    const layers = await Promise.all(manifest.layers.map((layer) => stored(layer.digest)))
    expect(layers.map((layer) => digestOf(gunzipSync(layer)))).toEqual(rootfs.diff_ids)
    expect(layers.map((layer) => digestOf(layer))).toEqual(manifest.layers.map((layer) => layer.digest))
    expect(layers.map((layer) => layer.byteLength)).toEqual(manifest.layers.map(({ size }) => size))
  })

  test('keeps the bytes of a layer that is compressed', async () => {
    const packed = gzipSync(LAYER, { level: 1 })
    await convert([{ path: 'a', body: packed }, { path: 'config.json', body: configOf(LAYER) }, index(['a'])])
    expect(await stored(digestOf(packed))).toEqual(packed)
  })

  test('without layers is an image too', async () => {
    const config = configOf()
    expect((await convert([{ path: 'config.json', body: config }, index([])])).config).toBe(digestOf(config))
  })

  test('leaves nothing behind when it was closed, or refused', async () => {
    const good = await archive([{ path: 'config.json', body: configOf() }, index([])])
    const { layout } = await openDockerArchive(good)
    await layout.close()
    await expect(readFile(join(layout.path, 'index.json'))).rejects.toThrow()
  })

  test('that is an OCI layout as well is read as one', async () => {
    const file = await archive([
      { path: 'oci-layout', body: '{"imageLayoutVersion":"1.0.0"}' },
      { path: 'index.json', body: '{"manifests":[]}' },
      { path: 'manifest.json', body: 'not read' },
    ])
    const layout = await openBuiltLayout(file)
    expect(layout.roots).toEqual([])
    await layout.close()
  })

  test('that is none is refused as no layout', async () => {
    await writeFile(join(directory, 'file'), 'no tar')
    await expectCode('layout-invalid', () => openBuiltLayout(join(directory, 'file')))
    await expectCode('layout-invalid', () => openBuiltLayout(join(directory, 'nothing')))
  })
})

describe('a hostile docker archive', () => {
  const config: TarMember = { path: 'config.json', body: configOf(LAYER) }
  const layer: TarMember = { path: 'a', body: LAYER }

  test.each<[string, readonly TarMember[]]>([
    ['holds no image', [{ path: 'manifest.json', body: '[]' }]],
    ['holds two images', [{ path: 'manifest.json', body: '[{"Config":"a"},{"Config":"b"}]' }]],
    ['has an index that is no JSON', [{ path: 'manifest.json', body: '{' }]],
    ['names no config', [{ path: 'manifest.json', body: '[{"Layers":[]}]' }]],
    ['lacks its config', [index([])]],
    ['lacks a layer', [config, index(['a'])]],
    ['has other bytes in a layer', [config, { path: 'a', body: SECOND }, index(['a'])]],
    ['has other bytes in a compressed layer', [config, { path: 'a', body: gzipSync(SECOND) }, index(['a'])]],
    ['has a layer that is cut off', [config, { path: 'a', body: gzipSync(LAYER).subarray(0, 20) }, index(['a'])]],
    ['has more layers than its config', [config, layer, index(['a', 'a'])]],
    ['has fewer layers than its config', [config, layer, index([])]],
    ['has two configs for one name', [config, { ...config, body: configOf() }, layer, index(['a'])]],
    [
      'has a layer without a digest',
      [{ path: 'config.json', body: '{"rootfs":{"diff_ids":[1]}}' }, layer, index(['a'])],
    ],
    ['links to itself', [config, { path: 'a', link: 'a' }, index(['a'])]],
    ['links out of itself', [config, { path: 'a', link: '../../../etc/passwd' }, index(['a'])]],
    ['names a file outside', [config, index(['../../etc/passwd'])]],
  ])('that %s is refused', async (_how, members) => {
    await expectCode('archive-invalid', () => convert(members))
  })

  test('cannot write outside by the name of a member', async () => {
    const path = `../${hexOf(digestOf('x'))}`
    await convert([{ path: 'config.json', body: configOf(LAYER) }, { path, body: LAYER }, index([path])])
    await expect(readFile(join(directory, path))).rejects.toThrow()
    await expect(readFile(join(directory, 'layout', path))).rejects.toThrow()
  })
})
