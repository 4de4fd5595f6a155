import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { buildLayout, type Built } from '@promo/builders'
import { writeLayout } from '@promo/builders/testing'
import { expectCode } from '@promo/core/testing'
import { runProgram } from '@promo/process'
import { DOCKER_LIST, DOCKER_MANIFEST } from '@promo/registry'
import { anImage, anIndex, bytesOf, pointer, type BuiltManifest } from '@promo/registry/testing'
import { aMultiPlatformImage, APP, createScene, type Scene } from '../evidence/scene.ts'

let scene: Scene
let directory: string
beforeEach(async () => {
  scene = createScene()
  directory = await mkdtemp(join(tmpdir(), 'promo-shapes-'))
})
afterEach(() => rm(directory, { recursive: true }))

function build(layout: string): Promise<Built> {
  const ports = { registry: scene.registry, run: runProgram, environment: {}, log: () => undefined }
  return buildLayout({ to: { kind: 'registry', image: APP }, context: '/', platforms: [], layout, command: [] }, ports)
}

const PLATFORMS = ['linux/amd64', 'linux/arm64']
const NAMED = { annotations: { 'org.opencontainers.image.ref.name': 'latest' } }

/** With the media types of Docker, as kaniko keeps those of its base image. */
function inDockerTypes(image: BuiltManifest): BuiltManifest {
  const children = image.children.map(inDockerTypes)
  const mediaType = children.length > 0 ? DOCKER_LIST : DOCKER_MANIFEST
  const content = JSON.parse(new TextDecoder().decode(image.bytes)) as Record<string, object>
  const config = { ...content['config'], mediaType: 'application/vnd.docker.container.image.v1+json' }
  const own = children.length > 0 ? { manifests: children.map(({ descriptor }) => descriptor) } : { config }
  const bytes = bytesOf(JSON.stringify({ ...content, mediaType, ...own }))
  return { ...image, bytes, children, descriptor: pointer(mediaType, bytes) }
}

const single = anImage('app')
const index = aMultiPlatformImage('app')
const attestation = anImage('attestation', 'unknown', {})
const [amd64, arm64] = index.children.map(({ descriptor }) => descriptor)
const withoutPlatform = anIndex(index.children, { annotations: { 'com.example': 'a' } })

/** Who leaves it, what lies in it, and the descriptors of `index.json` where they say more than the digest. */
const SHAPES: readonly (readonly [string, BuiltManifest, readonly unknown[] | undefined, readonly string[]])[] = [
  ['ko and kaniko, one image', single, undefined, ['linux/amd64']],
  [
    'crane, whose descriptor has a platform',
    single,
    [{ ...single.descriptor, platform: { os: 'linux', architecture: 'amd64' } }],
    ['linux/amd64'],
  ],
  ['skopeo and jib, by a name', single, [{ ...single.descriptor, ...NAMED }], ['linux/amd64']],
  ['the same image under two names', single, [single.descriptor, { ...single.descriptor, ...NAMED }], ['linux/amd64']],
  ['buildah and bazel, an index in the index', index, undefined, PLATFORMS],
  ['an index whose entries have no platform', withoutPlatform, undefined, PLATFORMS],
  [
    'an index in an index in the index',
    anIndex([index, anImage('app', 's390x')]),
    undefined,
    [...PLATFORMS, 'linux/s390x'],
  ],
  ['kaniko, in the media types of Docker', inDockerTypes(single), undefined, ['linux/amd64']],
  ['a manifest list of Docker', inDockerTypes(index), undefined, PLATFORMS],
]

describe('a layout as it is left by', () => {
  test.each(SHAPES)('%s is pushed byte for byte', async (_who, image, roots, platforms) => {
    const built = await build(await writeLayout(join(directory, 'out'), [image], roots))
    expect(built).toMatchObject({ digest: image.descriptor.digest, mediaType: image.descriptor.mediaType })
    expect(built.platforms.map(({ platform }) => platform)).toEqual(platforms)
    expect((await scene.registry.manifest(APP, built.digest)).bytes).toEqual(Buffer.from(image.bytes))
    expect(scene.sandbox.tags('your-org/catalog').size).toBe(0)
  })

  test('ko, run twice into one directory, is refused: it holds two images', async () => {
    const images = [single, anImage('another')]
    await expectCode('layout-invalid', async () => build(await writeLayout(join(directory, 'out'), images)))
  })

  test('a tool that lists platforms without an index of them is refused', async () => {
    const path = await writeLayout(join(directory, 'out'), index.children, [amd64, arm64])
    await expectCode('layout-invalid', () => build(path))
  })

  test('a tool that leaves only an attestation is refused', async () => {
    const marked = { ...attestation.descriptor, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }
    const bytes = bytesOf(
      JSON.stringify({ schemaVersion: 2, mediaType: index.descriptor.mediaType, manifests: [marked] }),
    )
    const lonely = { descriptor: pointer(index.descriptor.mediaType, bytes), bytes, blobs: [], children: [attestation] }
    const path = await writeLayout(join(directory, 'out'), [lonely])
    await expectCode('manifest-unexpected', () => build(path))
  })

  test('ko, with the digest of its base image, which is recorded and never complete', async () => {
    const base = `sha256:${'b'.repeat(64)}`
    const prefix = 'org.opencontainers.image.base'
    const image = anImage('app', 'amd64', {
      annotations: { [`${prefix}.name`]: 'cgr.dev/static:latest', [`${prefix}.digest`]: base },
    })
    const { materials, materialsComplete } = await build(await writeLayout(join(directory, 'out'), [anIndex([image])]))
    expect(materials).toEqual([{ uri: 'docker://cgr.dev/static:latest', digest: { sha256: 'b'.repeat(64) } }])
    expect(materialsComplete).toBe(false)
  })
})

describe('a layout of bazel, whose blobs are links', () => {
  async function linked(): Promise<{ readonly path: string; readonly outputs: string }> {
    const path = await writeLayout(join(directory, 'out'), [single])
    const outputs = join(directory, 'outputs')
    await mkdir(outputs)
    for (const name of await readdir(join(path, 'blobs/sha256'))) {
      await rename(join(path, 'blobs/sha256', name), join(outputs, name))
      await symlink(join('../../../outputs', name), join(path, 'blobs/sha256', name))
    }
    return { path, outputs }
  }

  test('is pushed as what they lead to', async () => {
    expect((await build((await linked()).path)).digest).toBe(single.descriptor.digest)
  })

  test('is refused when one leads to other bytes, or to nothing', async () => {
    const { path, outputs } = await linked()
    const [one = '', other = ''] = await readdir(outputs)
    await rename(join(outputs, one), join(outputs, other))
    await expect(build(path)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:layout|manifest)-invalid$|-mismatch$/),
    })
  })
})
