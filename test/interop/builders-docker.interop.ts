import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { buildWithBuildx, type Built, type BuildxRequest } from '@promo/builders'
import { expectCode } from '@promo/core/testing'
import { OCI_MANIFEST } from '@promo/registry'
import { installedTool, runTool } from './installed-tool.ts'
import { PLATFORMS, serviceContext } from './builders/bookstore-context.ts'
import type { Daemon } from './daemon.ts'
import { dockerIn, type DockerCli } from './builders/docker-cli.ts'
import { startDockerd } from './dockerd.ts'
import { aBuildScene, PLAIN, type BuildScene } from './builders/scene.ts'

jest.setTimeout(240_000)

let scene: BuildScene
let dockerd: Daemon
let docker: DockerCli
let catalog: string

beforeAll(async () => {
  scene = await aBuildScene()
  dockerd = await startDockerd()
  docker = await dockerIn(scene.directory('home'), { DOCKER_HOST: dockerd.address })
  catalog = serviceContext('catalog', scene.directory('catalog'))
})
afterAll(async () => {
  await dockerd.stop()
  await scene.close()
})

async function build(change: Partial<BuildxRequest> = {}): Promise<Built> {
  const scratch = scene.directory('scratch')
  const files = { metadataFile: join(scratch, 'metadata.json'), layoutFile: join(scratch, 'image.tar') }
  const to = { kind: 'registry', image: scene.image('catalog') } as const
  const request = { ...PLAIN, ...files, to, context: catalog, platforms: ['linux/amd64'], ...change }
  return buildWithBuildx(request, scene.ports(docker.environment))
}

describe('buildx with the driver docker', () => {
  test('pushes one platform by digest, with the config of the daemon byte for byte', async () => {
    const facts = ['org.opencontainers.image.revision=abc']
    const built = await build({ provenance: 'max', provenanceIsDefault: true, labels: facts, facts })
    expect(built).toMatchObject({
      ...{ mediaType: OCI_MANIFEST, builder: { name: 'buildx', driver: 'docker' }, materialsComplete: false },
      platforms: [{ platform: 'linux/amd64', digest: built.digest }],
    })
    const { content } = await scene.client.manifest(scene.image('catalog'), built.digest)
    expect(content).toMatchObject({ kind: 'image', annotations: { 'org.opencontainers.image.revision': 'abc' } })
    const ids = (await docker.run('images', '--all', '--no-trunc', '--format={{.ID}}')).stdout.split('\n')
    expect(content.kind === 'image' && ids.includes(content.config.digest)).toBe(true)
    const tags = (await docker.run('images', '--all', '--format={{.Repository}}:{{.Tag}}')).stdout
    expect(new Set(tags.trim().split('\n'))).toEqual(new Set(['<none>:<none>']))
    expect(await scene.tags('catalog')).toEqual([])
  })

  test('gives an image that crane finds whole', async () => {
    const { digest } = await build()
    const validated = await runTool(
      installedTool('crane'),
      ['validate', '--insecure', '--remote', `${scene.host}/catalog@${digest}`],
      scene.directory('crane'),
    )
    expect(validated).toMatchObject({ code: 0 })
  })

  test('leaves a layout with the digest that a push gives', async () => {
    const directory = scene.directory('layout')
    const saved = await build({ to: { kind: 'layout', directory } })
    expect(saved.digest).toBe((await build()).digest)
  })

  test('takes a platform in another spelling than it gives back', async () => {
    expect(await build({ platforms: ['linux/arm64/v8'] })).toMatchObject({ platforms: [{ platform: 'linux/arm64' }] })
  })

  test.each<[string, string, Partial<BuildxRequest>]>([
    ['several platforms', 'builder-single-platform', { platforms: PLATFORMS }],
    ['provenance that was asked for', 'builder-option-unsupported', { provenance: 'max' }],
    ['a cache to write', 'builder-option-unsupported', { cacheTo: ['type=local,dest=/tmp/cache'] }],
    ['an annotation of the index', 'builder-option-unsupported', { annotations: ['index:a=b'] }],
  ])('refuses %s by name', (_what, code, change) => expectCode(code, () => build(change)))

  test('is missed by name where no daemon answers', async () => {
    const before = docker
    docker = { ...docker, environment: { ...docker.environment, DOCKER_HOST: 'unix:///nowhere/docker.sock' } }
    try {
      await expectCode('builder-unavailable', () => build())
    } finally {
      docker = before
    }
  })
})
