import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { OCI_INDEX } from '@promo/registry'
import { join } from 'node:path'
import { anActionScene, COMMIT_TIME, type ActionScene } from './builders/action-scene.ts'
import { PLATFORMS, serviceContext, SERVICES } from './builders/bookstore-context.ts'
import { BUILDERS } from './builders/running-builder.ts'

jest.setTimeout(240_000)

const PREFIX = 'org.opencontainers.image'

function fill(workspace: string): void {
  for (const service of SERVICES) serviceContext(service, join(workspace, service))
}

describe.each(BUILDERS)('build-by-digest with the driver $driver', (kind) => {
  let action: ActionScene
  beforeAll(async () => {
    action = await anActionScene({ kind, fill })
  })
  afterAll(() => action.close())

  const contentOf = async (repository: string, digest: Parameters<ActionScene['scene']['client']['manifest']>[1]) =>
    (await action.scene.client.manifest(action.scene.image(repository), digest)).content

  test.each(SERVICES)('pushes %s of the bookstore for two platforms by digest, and sets no tag', async (service) => {
    const { digest, record } = await action.build(service, { context: service, platforms: PLATFORMS.join(',') })
    expect(record).toMatchObject({
      image: { name: action.scene.image(service), digest, mediaType: OCI_INDEX },
      builder: { name: 'buildx', driver: kind.driver, buildkit: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
      cache: kind.cache,
    })
    const stored = await action.scene.client.manifest(action.scene.image(service), digest)
    expect(stored.bytes.byteLength).toBe(record.image.size)
    expect(record.platforms.map(({ platform }) => platform)).toEqual(PLATFORMS)
    for (const child of record.platforms)
      expect(await contentOf(service, child.digest)).toMatchObject({ kind: 'image' })
    expect(await action.scene.tags(service)).toEqual([])
  })

  test('says of every image where it comes from, and when its commit was made', async () => {
    const { digest, record } = await action.build('facts', { context: 'catalog', platforms: PLATFORMS.join(',') })
    const facts = {
      [`${PREFIX}.source`]: 'https://github.com/octo-org/octo-repo',
      [`${PREFIX}.revision`]: action.sha,
      [`${PREFIX}.created`]: COMMIT_TIME,
    }
    expect(await contentOf('facts', digest)).toMatchObject({ annotations: facts })
    const child = await contentOf('facts', record.platforms[0]?.digest ?? digest)
    if (child.kind !== 'image') throw new TypeError('no image')
    const config = await action.scene.client.readBlob(action.scene.image('facts'), child.config.digest, 1_000_000)
    expect(JSON.parse(new TextDecoder().decode(config))).toMatchObject({
      created: COMMIT_TIME,
      config: { Labels: facts },
    })
  })

  test('takes the label of the caller instead', async () => {
    const label = `${PREFIX}.revision=mine`
    const { digest } = await action.build('labels', {
      ...{ context: 'catalog', labels: label, annotations: label },
      ...{ provenance: 'false', platforms: 'linux/amd64' },
    })
    expect(await contentOf('labels', digest)).toMatchObject({
      annotations: { [`${PREFIX}.revision`]: 'mine', [`${PREFIX}.created`]: COMMIT_TIME },
    })
    const given = action.argv().split('\n')
    expect(given.filter((each) => each.startsWith(`--label=${PREFIX}.revision`))).toEqual([`--label=${label}`])
  })
})
