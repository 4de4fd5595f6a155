import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { buildWithBuildah, type BuildahRequest, type Built } from '@promo/builders'
import { expectCode } from '@promo/core/testing'
import { OCI_INDEX, OCI_MANIFEST } from '@promo/registry'
import { PLATFORMS, serviceContext } from './builders/bookstore-context.ts'
import { buildahIn } from './builders/buildah.ts'
import { aBuildScene, PLAIN, type BuildScene } from './builders/scene.ts'
import { sshContext } from './builders/ssh-probe.ts'
import { everythingOf } from './builders/stored-image.ts'
import { asRoot } from './as-root.ts'

jest.setTimeout(240_000)

/** A commit of 2026-01-02. */
const COMMIT_TIME = 1_767_312_000

let scene: BuildScene
let home: string
let environment: Readonly<Record<string, string>>
let catalog: string

beforeAll(async () => {
  scene = await aBuildScene()
  home = scene.directory('home')
  environment = await buildahIn(home)
  catalog = serviceContext('catalog', scene.directory('catalog'))
})
afterAll(async () => {
  const [remove, what] = asRoot('rm', ['-rf', home])
  execFileSync(remove, what)
  await scene.close()
})

function build(change: Partial<BuildahRequest> = {}): Promise<Built> {
  const to = { kind: 'registry', image: scene.image('catalog') } as const
  const scratch = scene.directory('scratch')
  const request = { ...PLAIN, to, scratch, context: catalog, platforms: ['linux/amd64'], sourceDate: COMMIT_TIME }
  return buildWithBuildah({ ...request, ...change }, scene.ports(environment))
}

describe('buildah', () => {
  test('pushes two platforms as one index by digest, and sets no tag', async () => {
    const built = await build({ platforms: PLATFORMS })
    expect(built).toMatchObject({
      mediaType: OCI_INDEX,
      builder: { name: 'buildah' },
      cache: 'none',
      materialsComplete: false,
    })
    expect(built.builder.version).toMatch(/^\d+\.\d+\.\d+/)
    expect(built.platforms.map(({ platform }) => platform)).toEqual(PLATFORMS)
    const stored = await scene.client.manifest(scene.image('catalog'), built.digest)
    expect(stored.bytes.byteLength).toBe(built.size)
    expect(await scene.tags('catalog')).toEqual([])
    const left = execFileSync('buildah', ['images', '--format={{.Name}}'], { env: environment, encoding: 'utf8' })
    expect(left).not.toContain('promo-')
  })

  test('pushes one platform as one image, the same for the same commit', async () => {
    const facts = ['org.opencontainers.image.revision=abc']
    const one = await build({ facts, labels: facts })
    expect(one).toMatchObject({ mediaType: OCI_MANIFEST, platforms: [{ platform: 'linux/amd64', digest: one.digest }] })
    const { content } = await scene.client.manifest(scene.image('catalog'), one.digest)
    expect(content.annotations).toMatchObject({ 'org.opencontainers.image.revision': 'abc' })
    expect((await build({ facts, labels: facts, noCache: true })).digest).toBe(one.digest)
  })

  test('reads relative paths from the workspace, wherever the context is', async () => {
    const workspace = scene.directory('workspace')
    const key = sshContext(join(workspace, 'app'))
    mkdirSync(join(workspace, 'extra'))
    writeFileSync(join(workspace, 'extra', 'file'), 'of the workspace')
    appendFileSync(join(workspace, 'app', 'Dockerfile'), 'COPY --from=extra file /file\n')
    const paths = { ssh: [`default=${relative(workspace, key.path)}`], buildContexts: ['extra=extra'] }
    const { digest } = await build({ workspace, context: join(workspace, 'app'), ...paths })
    expect((await everythingOf(scene, 'catalog', digest)).toString('latin1')).toContain('of the workspace')
  })

  test('leaves a layout with the digest that a push gives', async () => {
    const directory = scene.directory('layout')
    const saved = await build({ platforms: PLATFORMS, to: { kind: 'layout', directory } })
    expect(saved.digest).toBe((await build({ platforms: PLATFORMS })).digest)
  })

  test.each<[string, string, Partial<BuildahRequest>]>([
    ['provenance that was asked for', 'builder-option-unsupported', { provenance: 'max' }],
    ['a cache to read', 'builder-option-unsupported', { cacheFrom: ['ghcr.io/your-org/cache'] }],
    ['a privilege', 'builder-option-unsupported', { allow: ['network.host'] }],
    ['a Dockerfile that is not there', 'build-failed', { file: '/nowhere/Dockerfile' }],
  ])('refuses %s by name', (_what, code, change) => expectCode(code, () => build(change)))

  test('is missed by name where it is not installed', async () => {
    const before = environment
    environment = { ...environment, PATH: home }
    try {
      await expectCode('builder-unavailable', () => build())
    } finally {
      environment = before
    }
  })
})
