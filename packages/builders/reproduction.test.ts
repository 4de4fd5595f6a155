import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { digestOf, reproductionDocument, parseLegName, type JsonValue } from '@promo/core'
import { blobOf, OCI_CONFIG, OCI_MANIFEST, readManifest, type ContentSource } from '@promo/registry'
import { anIndex, bytesOf, pointer, type BuiltManifest } from '@promo/registry/testing'
import { compareBuilds, type BuildComparison } from './reproduction.ts'
import { aLayer, type TestEntry } from './testing.ts'

const TAR = 'application/vnd.oci.image.layer.v1.tar+gzip'
const DOCKER_TAR = 'application/vnd.docker.image.rootfs.diff.tar.gzip'

interface Made {
  readonly layers?: readonly Uint8Array[]
  readonly config?: { readonly [key: string]: JsonValue }
  readonly architecture?: string
  readonly layerType?: string
  readonly more?: Readonly<Record<string, unknown>>
}

const FILES: readonly TestEntry[] = [
  { path: 'app', content: 'app' },
  { path: 'lib', content: 'lib' },
]
const LAYER = gzipSync(aLayer(FILES))

function made({
  layers = [LAYER],
  config = {},
  architecture = 'amd64',
  layerType = TAR,
  more = {},
}: Made = {}): BuiltManifest {
  const configBytes = bytesOf(JSON.stringify({ os: 'linux', architecture, created: '2026-11-25T10:00:00Z', ...config }))
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: pointer(OCI_CONFIG, configBytes),
    layers: layers.map((layer) => pointer(layerType, layer)),
    ...more,
  }
  const bytes = bytesOf(JSON.stringify(content))
  const descriptor = { ...pointer(OCI_MANIFEST, bytes), platform: { os: 'linux', architecture } }
  return { descriptor, bytes, blobs: [configBytes, ...layers], children: [] }
}

/** What a build left, in memory; counts the blobs that are read. */
function contentOf(image: BuiltManifest, read: string[] = []): ContentSource {
  const tree = (one: BuiltManifest): readonly BuiltManifest[] => [one, ...one.children.flatMap(tree)]
  const manifests = new Map(tree(image).map((one) => [one.descriptor.digest, one]))
  const blobs = new Map(tree(image).flatMap(({ blobs: own }) => own.map((blob) => [digestOf(blob), blob] as const)))
  return {
    repository: undefined,
    root: () => Promise.resolve(image.descriptor),
    manifest: ({ digest, mediaType }) =>
      Promise.resolve(readManifest(manifests.get(digest)?.bytes ?? new Uint8Array(), mediaType)),
    blob: ({ digest }) => {
      read.push(digest)
      return blobOf(blobs.get(digest) ?? new Uint8Array()).open()
    },
    referrers: () => Promise.resolve([]),
  }
}

const compare = (first: BuiltManifest, second: BuiltManifest): Promise<BuildComparison> =>
  compareBuilds(contentOf(first), contentOf(second))

const layerOf = (change: Partial<TestEntry>): Uint8Array =>
  gzipSync(aLayer(FILES.map((file) => (file.path === 'app' ? { ...file, ...change } : file))))

const ATTESTATION = { 'vnd.docker.reference.type': 'attestation-manifest' }

function indexOf(children: readonly BuiltManifest[], more = {}): BuiltManifest {
  return { ...anIndex(children, more), children }
}

describe('two builds of an image', () => {
  test('are the same, and no layer is read to see it', async () => {
    const read: string[] = []
    const { reproduced, causes } = await compareBuilds(contentOf(made(), read), contentOf(made(), read))
    expect([reproduced, causes, read.includes(digestOf(LAYER))]).toEqual([true, [], false])
  })

  test('are the same whatever attestations, annotations and media types say', async () => {
    const attested = made({ architecture: 'unknown', more: { annotations: { time: 'now' } } })
    const attestation = {
      ...attested,
      descriptor: {
        ...attested.descriptor,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: ATTESTATION,
      },
    }
    const first = indexOf([made(), attestation], { annotations: { created: 'now' } })
    const second = indexOf([made({ layerType: DOCKER_TAR, more: { annotations: { a: 'b' } } })])
    expect(await compare(first, second)).toMatchObject({ reproduced: true, causes: [] })
    expect(await compare(first, made())).toMatchObject({ reproduced: true })
  })

  test.each<[string, Made, readonly string[]]>([
    ['the time in the config', { config: { created: '2026-11-25T10:00:01Z' } }, ['config-time']],
    ['the config', { config: { config: { Env: ['A=1'] } } }, ['config']],
    ['the time of a file', { layers: [layerOf({ mtime: new Date(0) })] }, ['file-time']],
    ['what a file holds', { layers: [layerOf({ content: 'b' })] }, ['file-content']],
    ['the mode of a file', { layers: [layerOf({ mode: 0o755 })] }, ['file-attributes']],
    ['which files there are', { layers: [gzipSync(aLayer(FILES.slice(1)))] }, ['file-set']],
    ['the order of files', { layers: [gzipSync(aLayer(FILES.toReversed()))] }, ['packing']],
    ['how it is packed', { layers: [gzipSync(aLayer(FILES), { level: 1 })] }, ['packing']],
    ['the number of layers', { layers: [LAYER, LAYER] }, ['layer-count']],
    ['a layer that is no tar', { layers: [bytesOf('x'.repeat(2000))] }, ['unread']],
  ])('differ in %s', async (_what, change, causes) => {
    const comparison = await compare(made(), made(change))
    expect(comparison.reproduced).toBe(false)
    expect(comparison.causes).toEqual(causes)
  })

  test('name platform, layer and file that differ', async () => {
    const arm = made({ architecture: 'arm64' })
    const first = indexOf([made({ layers: [LAYER, LAYER] }), arm])
    const second = indexOf([arm, made({ layers: [LAYER, layerOf({ content: 'other' })] })])
    const { platforms } = await compare(first, second)
    expect(platforms).toEqual([
      {
        platform: 'linux/amd64',
        reproduced: false,
        config: [],
        layers: [
          expect.objectContaining({
            index: 1,
            entries: [{ path: 'app', change: 'changed', attributes: ['size', 'content'] }],
            differing: 1,
          }),
        ],
      },
      { platform: 'linux/arm64', reproduced: true, config: [], layers: [] },
    ])
  })

  test('differ where one lacks a platform', async () => {
    const both = indexOf([made(), made({ architecture: 'arm64' })])
    const comparison = await compare(both, made())
    expect(comparison).toMatchObject({ reproduced: false, causes: ['platform-set'] })
    expect(comparison.platforms.map(({ platform, only }) => [platform, only])).toEqual([
      ['linux/amd64', undefined],
      ['linux/arm64', 'first'],
    ])
  })

  test('give a document of bounded size, however much differs', async () => {
    const many = (content: string): Uint8Array =>
      aLayer(Array.from({ length: 300 }, (_, index) => ({ path: `${'d'.repeat(90)}${String(index)}`, content })))
    const layers = (content: string): readonly Uint8Array[] =>
      Array.from({ length: 15 }, (_, at) => many(`${content}${String(at)}`))
    const comparison = await compare(made({ layers: layers('a') }), made({ layers: layers('b') }))
    const [platform] = comparison.platforms
    expect(platform?.layers.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(1000)
    expect(platform?.layers.at(-1)?.differing).toBe(300)
    const document = reproductionDocument.create({ leg: parseLegName('app'), ...comparison })
    expect(reproductionDocument.read(reproductionDocument.write(document))).toEqual(document)
  })
})
