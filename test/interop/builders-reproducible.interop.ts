import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { reproductionDocument, type Reproduction } from '@promo/core'
import { anActionScene, type ActionBuild, type ActionScene } from './builders/action-scene.ts'
import { PLATFORMS } from './builders/bookstore-context.ts'
import { BUILDERS, DAEMON } from './builders/running-builder.ts'
import { STAMP, stampContext } from './builders/stamp-context.ts'

jest.setTimeout(240_000)

function fill(workspace: string): void {
  stampContext(join(workspace, 'text'), 'text')
  stampContext(join(workspace, 'time'), 'time')
}

describe.each(BUILDERS)('build-by-digest twice with the driver $driver', (kind) => {
  let action: ActionScene
  beforeAll(async () => {
    action = await anActionScene({ kind, fill })
  })
  afterAll(() => action.close())

  interface Twice extends ActionBuild {
    readonly reproduction: Reproduction
    readonly summary: string
  }

  async function twice(context: string, inputs: Readonly<Record<string, string>> = {}): Promise<Twice> {
    const built = await action.build(context, { context, reproducible: 'true', ...inputs })
    const { outputs, summaries } = built.recorded
    const reproduction = reproductionDocument.read(readFileSync(outputs.get('reproduction') ?? ''))
    return { ...built, reproduction, summary: summaries.join('\n') }
  }

  const platforms = PLATFORMS.join(',')

  test('finds a build equal, on every platform, whose files differ in nothing but their times', async () => {
    const { record, reproduction, recorded, summary } = await twice('text', { platforms, provenance: 'max' })
    expect(summary).toContain('#### Reproduced')
    expect(reproduction).toMatchObject({ reproduced: true, causes: [] })
    expect(reproduction.platforms).toEqual(
      PLATFORMS.map((platform) => ({ platform, reproduced: true, config: [], layers: [] })),
    )
    expect(record.reproduced).toBe(true)
    expect(recorded.outputs.get('reproduced')).toBe('true')
    expect(recorded.annotations).toEqual([])
  })

  test('names layer and file of what differs, on every platform, and fails nothing', async () => {
    const { record, reproduction, recorded, summary } = await twice('time', { platforms })
    for (const platform of PLATFORMS)
      expect(summary).toContain(`| ${platform} | no | same | layer 2: \`${STAMP}\` (content) |`)
    expect(record.reproduced).toBe(false)
    expect(recorded.outputs.get('reproduced')).toBe('false')
    expect(reproduction.causes).toEqual(['file-content'])
    expect(reproduction.platforms.map(({ platform }) => platform)).toEqual(PLATFORMS)
    for (const { reproduced, layers } of reproduction.platforms) {
      expect({ reproduced, layers }).toMatchObject({
        reproduced: false,
        layers: [{ index: 1, differing: 1, entries: [{ path: STAMP, change: 'changed', attributes: ['content'] }] }],
      })
      expect(layers).toHaveLength(1)
    }
    expect(recorded.annotations).toMatchObject([{ level: 'warning' }])
  })

  test('builds the second time without the cache that the first one read', async () => {
    const layersOf = ({
      reproduction: {
        platforms: [one],
      },
    }: Twice) => one?.layers[0] ?? { first: '', second: '' }
    const before = layersOf(await twice('time', { platforms: 'linux/amd64' }))
    const { first, second } = layersOf(await twice('time', { platforms: 'linux/amd64' }))
    expect([before.first, before.second]).toContain(first)
    expect([before.first, before.second]).not.toContain(second)
    const [cold = []] = action
      .argv()
      .split('\nbuildx\nbuild\n')
      .slice(2)
      .map((text) => text.split('\n'))
    expect(cold.filter((argument) => /^--(?:no-)?cache/.test(argument))).toEqual(['--no-cache'])
  })

  test('keeps what was pushed, and pushes nothing of the second build', async () => {
    const { digest, reproduction } = await twice('time', { platforms: 'linux/amd64', provenance: 'false' })
    expect(reproduction.first).toBe(digest)
    const image = action.scene.image('time')
    expect((await action.scene.client.manifest(image, digest)).digest).toBe(digest)
    await expect(action.scene.client.manifest(image, reproduction.second)).rejects.toThrow()
    expect(await action.scene.tags('time')).toEqual([])
  })

  test('names a cache that was written into the image', async () => {
    const { reproduction } = await twice('text', { platforms: 'linux/amd64', 'cache-to': 'type=inline' })
    expect(reproduction).toMatchObject({ reproduced: false, causes: ['config'] })
    expect(reproduction.platforms).toMatchObject([{ config: ['/moby.buildkit.cache.v0'], layers: [] }])
  })

  test('compares a layout that nothing pushed as it compares an image', async () => {
    const { reproduction } = await twice('text', { platforms, push: 'false', 'layout-output': 'image' })
    expect(reproduction).toMatchObject({ reproduced: true, causes: [] })
  })
})

describe('build-by-digest twice with the driver docker', () => {
  let action: ActionScene
  beforeAll(async () => {
    action = await anActionScene({ kind: DAEMON, fill })
  })
  afterAll(() => action.close())

  test('names the times, which a daemon of 20.10 cannot write, and another driver as remedy', async () => {
    const { record, recorded } = await action.build('text', {
      ...{ context: 'text', reproducible: 'true', platforms: 'linux/amd64', network: 'none' },
    })
    expect(record).toMatchObject({ reproduced: false, builder: { driver: 'docker' } })
    const { causes, platforms } = reproductionDocument.read(readFileSync(recorded.outputs.get('reproduction') ?? ''))
    expect(causes).toEqual(['file-time', 'config-time'])
    expect(platforms[0]?.layers).toHaveLength(1)
    expect(recorded.summaries.join('')).toContain('The driver `docker`')
  })
})
