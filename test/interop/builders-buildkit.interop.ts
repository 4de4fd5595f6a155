import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { buildWithBuildx, type Built, type BuildxRequest } from '@promo/builders'
import { layoutImage, OCI_INDEX, OCI_MANIFEST, openLayout } from '@promo/registry'
import { PLATFORMS, serviceContext } from './builders/bookstore-context.ts'
import { startBuildkit } from './builders/buildkit.ts'
import type { Daemon } from './daemon.ts'
import { dockerIn, type DockerCli } from './builders/docker-cli.ts'
import { aBuildScene, PLAIN, type BuildScene } from './builders/scene.ts'

jest.setTimeout(240_000)

/** A commit of 2026-01-02. */
const COMMIT_TIME = 1_767_312_000

let scene: BuildScene
let buildkit: Daemon
let docker: DockerCli
let catalog: string

beforeAll(async () => {
  scene = await aBuildScene()
  buildkit = await startBuildkit(scene.host)
  docker = await dockerIn(scene.directory('home'), {})
  expect((await docker.run('buildx', 'create', '--name=kit', '--driver=remote', '--use', buildkit.address)).code).toBe(
    0,
  )
  catalog = serviceContext('catalog', scene.directory('catalog'))
})
afterAll(async () => {
  await buildkit.stop()
  await scene.close()
})

async function build(repository: string, change: Partial<BuildxRequest> = {}): Promise<Built> {
  const scratch = scene.directory('scratch')
  const files = { metadataFile: join(scratch, 'metadata.json'), layoutFile: join(scratch, 'image.tar') }
  const to = { kind: 'registry', image: scene.image(repository) } as const
  const request = { ...PLAIN, ...files, to, context: catalog, platforms: PLATFORMS, sourceDate: COMMIT_TIME, ...change }
  return buildWithBuildx(request, scene.ports(docker.environment))
}

/** What the registry has under the digest, by kind. */
async function childrenOf(repository: string, { digest }: Built): Promise<readonly (string | undefined)[]> {
  const { content } = await scene.client.manifest(scene.image(repository), digest)
  return content.kind === 'index'
    ? content.manifests.map(({ artifactType, platform }) => artifactType ?? platform?.architecture)
    : []
}

describe('buildx with a buildkitd', () => {
  test.each([
    ['max', OCI_INDEX, 2],
    ['min', OCI_INDEX, 2],
    ['false', OCI_MANIFEST, 0],
  ] as const)(
    'tells one platform from its attestations with provenance %s',
    async (provenance, mediaType, children) => {
      const repository = `one-${provenance}`
      const built = await build(repository, { provenance, platforms: ['linux/amd64'] })
      expect(built).toMatchObject({ mediaType, platforms: [{ platform: 'linux/amd64' }] })
      expect(await childrenOf(repository, built)).toHaveLength(children)
      expect(built.platforms[0]?.digest === built.digest).toBe(provenance === 'false')
    },
  )

  test('gives an index of platforms alone without provenance', async () => {
    const built = await build('plain')
    expect(await childrenOf('plain', built)).toEqual(['amd64', 'arm64'])
  })

  test('leaves a layout with the digest that a push gives', async () => {
    const directory = scene.directory('layout')
    const saved = await build('none', { to: { kind: 'layout', directory } })
    const pushed = await build('pushed')
    expect(saved.digest).toBe(pushed.digest)
    const layout = await openLayout(directory)
    expect(layoutImage(layout).digest).toBe(saved.digest)
    await layout.close()
  })

  test('builds the same digest again from the same commit, without a cache', async () => {
    const again = { noCache: true, platforms: ['linux/amd64'] }
    const [one, other] = [await build('again', again), await build('again', again)]
    expect(one).toMatchObject({ digest: other.digest, cache: 'none' })
  })

  test('writes labels and annotations, on the index too', async () => {
    const fact = 'org.opencontainers.image.revision=abc'
    const built = await build('facts', { labels: [fact], facts: [fact], annotations: ['manifest:com.example.a=b'] })
    const { content } = await scene.client.manifest(scene.image('facts'), built.digest)
    expect(content.annotations).toMatchObject({ 'org.opencontainers.image.revision': 'abc' })
    const child = await scene.client.manifest(scene.image('facts'), built.platforms[0]?.digest ?? built.digest)
    expect(child.content.annotations).toMatchObject({
      ...{ 'org.opencontainers.image.revision': 'abc', 'com.example.a': 'b' },
    })
  })

  test('records the base image by digest, from the metadata and from the attestation', async () => {
    const base = await build('base')
    const context = scene.directory('derived')
    writeFileSync(join(context, 'Dockerfile'), `FROM ${scene.image('base')}@${base.digest}\nLABEL derived=yes\n`)
    const sha256 = base.digest.replace('sha256:', '')
    const derived = await build('derived', { context, provenance: 'max' })
    expect(derived.materials.map(({ digest }) => digest['sha256'])).toContain(sha256)
    const ports = { ...docker.environment, BUILDX_METADATA_PROVENANCE: 'disabled' }
    const readBack = await buildWithDocker({ context, provenance: 'max' }, ports)
    expect(readBack.materials).toEqual(derived.materials)
    expect(readBack.materialsComplete).toBe(derived.materialsComplete)
    const { materials, materialsComplete } = await buildWithDocker({ context }, ports)
    expect({ materials, materialsComplete }).toEqual({ materials: [], materialsComplete: false })
  })

  async function buildWithDocker(
    change: Partial<BuildxRequest>,
    environment: Readonly<Record<string, string>>,
  ): Promise<Built> {
    const before = docker
    docker = { ...docker, environment }
    try {
      return await build('derived', change)
    } finally {
      docker = before
    }
  }

  test('is never complete with a context from a disk, by the word of BuildKit', async () => {
    expect(await build('local', { provenance: 'max' })).toMatchObject({ materialsComplete: false })
  })
})
