import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { digestOf, hexOf, parseImageName, pinImage, type Digest } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, anIndex, httpOver } from '@promo/registry/testing'
import { exportPlatforms, type BytesPorts, type ImageTarget } from './image-bytes.ts'

const IMAGE = parseImageName('ghcr.io/your-org/app')
const index = anIndex([anImage('app', 'amd64'), anImage('app', 'arm64')])

let path: string
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'promo-image-bytes-'))
  await mkdir(join(path, 'built/blobs/sha256'), { recursive: true })
  await writeFile(join(path, 'built/oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  await writeFile(join(path, 'built/index.json'), JSON.stringify({ manifests: [index.descriptor] }))
  for (const bytes of [index, ...index.children].flatMap((built) => [built.bytes, ...built.blobs]))
    await writeFile(join(path, 'built/blobs/sha256', hexOf(digestOf(bytes))), bytes)
})
afterEach(() => rm(path, { recursive: true }))

/** A layout is read without any registry. */
function fromLayout(digest: Digest | undefined): Promise<readonly ImageTarget[]> {
  const ports: BytesPorts = {
    registry: createRegistryClient({ http: httpOver({}), credentials: ANONYMOUS }),
    directory: join(path, 'layouts'),
    log: () => undefined,
  }
  const image = digest === undefined ? undefined : pinImage(IMAGE, digest)
  return exportPlatforms({ kind: 'layout', path: join(path, 'built'), shown: 'out/oci', image }, ports)
}

describe('the bytes of a layout', () => {
  test('are inspected platform by platform, as the image they will be', async () => {
    const targets = await fromLayout(index.descriptor.digest)
    expect(targets.map(({ target }) => target)).toMatchObject(
      index.children.map(({ descriptor }) => ({
        kind: 'image',
        image: IMAGE,
        digest: descriptor.digest,
        imageDigest: index.descriptor.digest,
      })),
    )
    expect(new Set(targets.map(({ subject }) => subject.layout)).size).toBe(2)
  })

  test('without a name are a path, so that nothing can be attested from them', async () => {
    const [first] = await fromLayout(undefined)
    expect(first?.target).toMatchObject({ path: 'out/oci' })
    expect(first?.target.image).toBeUndefined()
  })

  test('are refused when they are another image', () =>
    expectCode('layout-of-other-image', () => fromLayout(digestOf('another'))))
})
