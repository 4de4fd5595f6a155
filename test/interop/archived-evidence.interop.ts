import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES } from '@promo/core'
import { attestImages } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, copyImage, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { NIGHTLY, scanScene, type ScanScene } from '../evidence/archive-scene.ts'
import { REGISTRIES, type RegistryKind } from './registries/real-registries.ts'
import type { RunningRegistry } from './registries/running-registry.ts'

jest.setTimeout(120_000)

const client = (): RegistryClient =>
  createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
const running = new Map<RegistryKind, RunningRegistry>()

beforeAll(async () => {
  for (const kind of REGISTRIES) running.set(kind, await kind.start())
})
afterAll(async () => {
  for (const registry of running.values()) await registry.close()
})

const hostOf = (kind: RegistryKind): string => running.get(kind)?.host ?? 'not.running'

async function aScene(kind: RegistryKind, repository: string): Promise<ScanScene> {
  const name = parseImageName(`${hostOf(kind)}/${repository}`)
  const image = anImage('scanned again and again')
  await pushImage(client(), name, image)
  return scanScene(pinImage(name, image.descriptor.digest), client)
}

describe.each(REGISTRIES)('in $name', (kind) => {
  test('scans that are superseded leave the image for the archive, and nothing else does', async () => {
    const scene = await aScene(kind, 'archived/scans')
    const { image } = scene
    const leg = await scene.scan()
    const sbom = { predicateType: PREDICATE_TYPES.spdx, predicate: { spdxVersion: 'SPDX-2.3' } }
    await attestImages({ images: [image], ...sbom, formats: ['bundle'] }, scene.ports())
    for (const severities of [['high'], ['high'], []] as const) await scene.scan(severities, NIGHTLY)
    expect((await scene.scans())[0]).toBe(leg)
    expect((await scene.findings()).map(String)).toEqual(['', 'high', ''])
    expect((await scene.archived()).map(String)).toEqual(['high'])
    expect(await client().referrers(image.name, image.digest)).toHaveLength(4)
    expect(scene.warnings).toEqual([])
  })

  test('what another process attaches meanwhile is there afterwards', async () => {
    const scene = await aScene(kind, 'archived/together')
    const { image } = scene
    await scene.scan()
    const attach = (place: number): Promise<unknown> =>
      attestImages(
        { images: [image], predicateType: PREDICATE_TYPES.spdx, predicate: { place }, formats: ['bundle'] },
        scene.ports(),
      )
    await Promise.all([scene.scan(), ...[1, 2, 3].map(attach)])
    await scene.scan()
    const scans = await scene.scans()
    expect(scans).toHaveLength(1)
    expect(await client().referrers(image.name, image.digest)).toHaveLength(4)
  })

  test('a copy of the image takes along what counts, and not the archive', async () => {
    const scene = await aScene(kind, 'archived/origin')
    await scene.scan()
    await scene.scan(['low'])
    const to = parseImageName(`${hostOf(kind)}/archived/copy`)
    const request = { from: { kind: 'image', image: scene.image }, tags: [], evidence: true } as const
    await copyImage({ ...request, to, onTagConflict: 'fail' }, { registry: client() })
    const copy = scanScene(pinImage(to, scene.image.digest), client)
    expect((await copy.findings()).map(String)).toEqual(['low'])
    expect(await copy.archived()).toEqual([])
    expect(await client().tags(to)).not.toContain(expect.stringContaining('.archive'))
  })
})
