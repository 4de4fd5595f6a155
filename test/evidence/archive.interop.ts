import { describe, expect, jest, test } from '@jest/globals'
import { asPromoError, PREDICATE_TYPES, type Severity } from '@promo/core'
import { attestImages, attestSuperseding } from '@promo/evidence'
import { httpError } from '@promo/http/testing'
import { anUnbroken, breakingHost, FAULTS, type Host, EXTENTS } from '@promo/registry/testing'
import { GHCR } from '@promo/sandbox/registry'
import { aScanOf, aScanScene, NIGHTLY, SCANNED, type ScanScene } from './archive-scene.ts'

/** Hundreds of runs that sign: minutes on a busy machine. */
jest.setTimeout(900_000)

test('sixty scans of one digest never come near to the limit of verifiers', async () => {
  const scene = await aScanScene()
  await scene.scan([], NIGHTLY)
  for (let count = 0; count < 60; count += 1) {
    await scene.scan(count % 2 === 0 ? ['high'] : [])
    expect((await scene.scans()).length).toBeLessThanOrEqual(4)
  }
  expect(scene.warnings).toEqual([])
  expect((await scene.archived()).length).toBeGreaterThan(50)
})

test('a budget that older releases spent is won back', async () => {
  const scene = await aScanScene()
  for (let count = 0; count < 40; count += 1) await attestImages(aScanOf(scene.image, []), scene.ports())
  const newest = await scene.scan()
  expect(await scene.scans()).toEqual([newest])
})

const FOUND: readonly (readonly Severity[])[] = [['low'], ['high'], []]
/** Made for the first scene, an hour apart, and attested again in all others. */
const scans: ReturnType<typeof aScanOf>[] = []

/** Three scans of one signer on an image, of which two are superseded and nothing is archived yet. */
async function withThree(scene: ScanScene): Promise<() => Promise<unknown>> {
  for (const [index, severities] of FOUND.entries()) {
    const scan = (scans[index] ??= aScanOf(SCANNED, severities))
    await attestImages(scan, scene.ports())
  }
  // Attested already, so that all it does is to archive.
  return () => Promise.all(scans.slice(-1).map((newest) => attestSuperseding(newest, scene.ports())))
}

describe.each([
  ['with a referrers API', {}, true],
  ['without one', GHCR, true],
  // Where nothing ever refuses a write, whoever comes between a look and a write, and leaves before it, cannot be seen.
  ['without one or conditions', { ...GHCR, conditions: false }, false],
] as const)('while scans are archived in a registry %s', (_what, switches, isConditional) => {
  /** Something of another process begins before the request of this number; `whole`: and ends before it. */
  async function interrupted(at: number, happens: (scene: ScanScene) => Promise<unknown>, whole: boolean) {
    let count = -Infinity
    let other: Promise<unknown> | undefined
    let meanwhile = (): Promise<unknown> => Promise.resolve()
    const scene = await aScanScene(switches, (host): Host => async (request) => {
      count += 1
      if (count === at) other = meanwhile()
      if (count === at && whole) await other
      return host(request)
    })
    const archive = await withThree(scene)
    meanwhile = () => happens(scene)
    count = 0
    await archive()
    const requests = count
    await other
    return { scene, requests }
  }

  test.each(isConditional ? [true, false] : [false])(
    'what another attaches at any moment is not lost (as a whole: %s)',
    async (whole) => {
      const { requests } = await interrupted(-1, () => Promise.resolve(), whole)
      expect(requests).toBeGreaterThan(20)
      for (let at = 1; at <= requests; at += 1) {
        const sbom = { predicateType: PREDICATE_TYPES.spdx, predicate: { spdxVersion: String(at) } }
        const attach = ({ image, ports }: ScanScene): Promise<unknown> =>
          attestImages({ images: [image], ...sbom, formats: ['bundle'] }, ports())
        const { scene } = await interrupted(at, attach, whole)
        expect([at, await scene.all()]).toEqual([at, [PREDICATE_TYPES.scan, PREDICATE_TYPES.spdx]])
        expect([at, await scene.archived()]).toEqual([at, [['low'], ['high']]])
      }
    },
  )
})

const lose = (): Error => httpError('http-unreachable', {}, 'the connection ended')

describe.each([
  ['with a referrers API', {}, 0],
  ['without one, as GHCR', GHCR, 1],
] as const)('through faults of a registry %s', (_what, switches, offset) => {
  // Each fault is tried in one of the two ways, the other way round in the other registry.
  const cases = [...FAULTS, 'truncated' as const].map((fault, index) => {
    const extents = Object.keys(EXTENTS) as (keyof typeof EXTENTS)[]
    return { fault, extent: extents[(index + offset) % 2] ?? 'at any one only' }
  })

  test.each(cases)('$fault $extent, every scan is somewhere, and another run ends what was begun', async (kind) => {
    const breaker = anUnbroken()
    const stage = async () => {
      Object.assign(breaker, anUnbroken())
      const scene = await aScanScene(switches, (host) => breakingHost(breaker, host, lose))
      const archive = await withThree(scene)
      breaker.count = 0
      return { scene, archive }
    }
    await (await stage()).archive()
    const requests = breaker.count
    expect(requests).toBeGreaterThan(20)
    for (let first = 1; first <= requests; first += 1) {
      const { scene, archive } = await stage()
      Object.assign(breaker, { fault: kind.fault, fails: EXTENTS[kind.extent](first) })
      const code = await archive().then(
        () => 'none',
        (error: unknown) => asPromoError(error).code,
      )
      expect([first, code]).not.toEqual([first, 'internal-error'])
      breaker.fails = () => false
      const found = [...(await scene.findings()), ...(await scene.archived())].map(String)
      expect([first, new Set(found)]).toEqual([first, new Set(['low', 'high', ''])])
      await archive()
      expect([first, (await scene.findings()).map(String)]).toEqual([first, ['']])
      expect([first, (await scene.archived()).map(String)]).toEqual([first, ['low', 'high']])
    }
  })
})
