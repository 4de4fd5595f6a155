import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { buildLayout, type Built } from '@promo/builders'
import { pinImage, type Digest } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { anImage, anIndex, pushImage } from '@promo/registry/testing'
import { aBuildScene, type BuildScene } from './builders/scene.ts'
import { installedTool } from './installed-tool.ts'
import { systemTool } from './system-tool.ts'

jest.setTimeout(120_000)

const index = anIndex([anImage('app'), anImage('app', 'arm64')])
const other = anImage('other')

let scene: BuildScene
let directory: string

beforeAll(async () => {
  scene = await aBuildScene()
  directory = scene.directory('layouts')
  for (const image of [index, other]) await pushImage(scene.client, scene.image('app'), image)
})
afterAll(() => scene.close())

function at(digest: Digest): string {
  return pinImage(scene.image('app'), digest).name + '@' + digest
}

function skopeo(digest: Digest, to: string): void {
  const args = [
    '--insecure-policy',
    'copy',
    '--quiet',
    '--all',
    '--preserve-digests',
    '--src-tls-verify=false',
    `docker://${at(digest)}`,
    to,
  ]
  execFileSync(systemTool('skopeo'), args, { cwd: directory })
}

function crane(to: string, ...digests: readonly Digest[]): void {
  execFileSync(installedTool('crane'), ['pull', '--insecure', '--format=oci', ...digests.map(at), to], {
    cwd: directory,
  })
}

function build(layout: string): Promise<Built> {
  const to = { kind: 'registry', image: scene.image('built') } as const
  const request = { to, context: directory, platforms: [], layout: join(directory, layout), command: [] }
  return buildLayout(request, scene.ports({}))
}

const root = index.descriptor.digest

describe('a layout that is left by', () => {
  test.each<[string, string, () => void]>([
    ['skopeo, in a directory', 'plain', () => skopeo(root, 'oci:plain')],
    ['skopeo, under a name', 'named', () => skopeo(root, 'oci:named:v1')],
    ['skopeo, under two names', 'twice', () => ['v1', 'v2'].forEach((name) => skopeo(root, `oci:twice:${name}`))],
    ['skopeo, in a tar', 'archive.tar', () => skopeo(root, 'oci-archive:archive.tar:v1')],
    [
      'skopeo, in a tar that is compressed',
      'packed.tar.gz',
      () => {
        skopeo(root, 'oci-archive:packed.tar')
        execFileSync('gzip', ['packed.tar'], { cwd: directory })
      },
    ],
    ['crane', 'crane', () => crane('crane', root)],
  ])('%s, is pushed with the same digest', async (_who, layout, leave) => {
    leave()
    expect(await build(layout)).toMatchObject({
      digest: root,
      platforms: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }],
    })
  })

  test('skopeo or crane with two images is refused, and says which', async () => {
    skopeo(root, 'oci:both:one')
    skopeo(other.descriptor.digest, 'oci:both:two')
    expect((await expectCode('layout-invalid', () => build('both'))).message).toContain('one, two')
    crane('pulled', root, other.descriptor.digest)
    const { message, remedy } = await expectCode('layout-invalid', () => build('pulled'))
    expect(message).toContain('2 images')
    expect(remedy).toContain('one image')
  })
})
