import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { digestOf, hexOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { saveLayout, splitLayout } from './export-layout.ts'
import { layoutImage, openLayout, type Layout } from './layout.ts'
import { layoutPlatforms } from './platforms.ts'
import { anImage, anIndex, bytesOf, collect, type BuiltManifest } from './testing.ts'

const amd64 = anImage('app', 'amd64')
const arm64 = anImage('app', 'arm64')
const index = anIndex([amd64, arm64])

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-save-layout-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function aLayout(root: BuiltManifest, spoiled: ReadonlySet<Uint8Array> = new Set()): Promise<Layout> {
  const path = join(directory, 'built')
  await mkdir(join(path, 'blobs/sha256'), { recursive: true })
  await writeFile(join(path, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  await writeFile(join(path, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [root.descriptor] }))
  const all = [root, ...root.children].flatMap(({ bytes, blobs }) => [bytes, ...blobs])
  for (const bytes of [...all, bytesOf('not of this image')]) {
    const name = hexOf(digestOf(bytes))
    await writeFile(join(path, 'blobs/sha256', name), spoiled.has(bytes) ? bytesOf('x'.repeat(bytes.length)) : bytes)
  }
  return openLayout(path)
}

describe('saveLayout', () => {
  test('saves the image with every platform, byte for byte, and nothing else', async () => {
    const { path, digest } = await saveLayout(await aLayout(index), join(directory, 'saved'))
    expect(digest).toBe(index.descriptor.digest)
    const saved = await openLayout(path)
    expect(layoutImage(saved).digest).toBe(index.descriptor.digest)
    expect((await layoutPlatforms(saved)).map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    const wanted = [index, amd64, arm64].flatMap(({ bytes, blobs }) => [bytes, ...blobs])
    const names = [...new Set(wanted.map((bytes) => hexOf(digestOf(bytes))))].sort()
    expect((await readdir(join(path, 'blobs/sha256'))).sort()).toEqual(names)
  })

  test.each([
    ['a layer', new Set(amd64.blobs), 'content-mismatch'],
    ['a manifest', new Set([arm64.bytes]), 'digest-mismatch'],
  ])('refuses %s that is not what its digest says', async (_what, spoiled, code) => {
    const layout = await aLayout(index, spoiled)
    await expectCode(code, () => saveLayout(layout, join(directory, 'saved')))
  })

  test('refuses a directory in use', async () => {
    const layout = await aLayout(index)
    await expectCode('layout-not-empty', () => saveLayout(layout, layout.path))
  })
})

test('splitLayout gives one platform a layout of its own', async () => {
  const layout = await aLayout(index)
  const [, second] = await layoutPlatforms(layout)
  if (second === undefined) throw new Error('the layout has one platform')
  const { path } = await splitLayout(layout, second, join(directory, 'split'))
  const split = await openLayout(path)
  expect(split.roots).toMatchObject([
    { digest: arm64.descriptor.digest, platform: { os: 'linux', architecture: 'arm64' } },
  ])
  const [config] = arm64.blobs
  if (config === undefined) throw new Error('the image has no config')
  expect(await collect(split.blob({ digest: digestOf(config), size: config.length }))).toEqual(Buffer.from(config))
})
