import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RunView, StepPlace } from '@promo/sandbox'
import { deadlyCalls, rerunFailed } from '../workflows/deaths.ts'
import { evidenceOf, said } from '../workflows/evidence.ts'
import { expectSuccess, jobOf, type WorkflowScene } from '../workflows/scene.ts'
import { aShopScene, releaseShop } from '../workflows/shop-scene.ts'
import { packageOf } from '../workflows/shop.ts'

const PATIENCE = 1_200_000
const INDEX = ['provenance by leg.yml', 'scan by leg.yml', 'signature by leg.yml']
const PLATFORM = ['signature by leg.yml', 'spdx by leg.yml']

let scene: WorkflowScene
beforeAll(async () => {
  scene = await aShopScene()
})
afterAll(() => scene.close())

/** Without a referrers API a manifest is found only once a tag lists it, so every other attempt gets as far as a tag. */
function isDeadly({ method, url }: { readonly method: string; readonly url: URL }, deaths: number): boolean {
  const [, reference] = /\/manifests\/(.+)$/.exec(url.pathname) ?? []
  if (method !== 'PUT' || reference === undefined) return false
  return deaths % 2 === 0 || !reference.startsWith('sha256:')
}

const isSeal = ({ job }: StepPlace): boolean => job.endsWith('/seal')

const release = (content: string): Promise<RunView | undefined> => releaseShop(scene, { app: { content } })

/** One of each, in both formats, and the tag on the digest. */
async function expectSealedOnce(run: RunView | undefined): Promise<void> {
  const { sha } = expectSuccess(run)
  const { digest = '' } = jobOf(run, 'build/build').outputs
  const { registry } = scene.sandbox
  expect(registry.tags(packageOf('app')).get(`sha-${sha}`)).toBe(digest)
  const index = await evidenceOf(scene, packageOf('app'), digest)
  expect(said(index)).toEqual(INDEX)
  expect(said(index, 'legacy')).toEqual(INDEX)
  const manifest = registry.manifest(packageOf('app'), digest)
  const { manifests } = JSON.parse(Buffer.from(manifest?.bytes ?? []).toString()) as {
    readonly manifests: readonly { readonly digest: string }[]
  }
  const platform = await evidenceOf(scene, packageOf('app'), manifests[0]?.digest ?? '')
  expect(said(platform)).toEqual(PLATFORM)
  expect(said(platform, 'legacy')).toEqual(PLATFORM)
  expect(index.invalid).toEqual([])
}

describe('a seal job that dies is run again', () => {
  test(
    'and ends as if it had not, whichever step died',
    async () => {
      const { runner } = scene.sandbox
      const steps = ['attest-sbom', 'attest', 'keyless-sign', 'copy-image', 'record-digest'].map(
        (name) => `Run $/${name}`,
      )
      let run: RunView | undefined
      for (const name of steps) {
        runner.killAtStep({ matches: (place) => isSeal(place) && place.step === name })
        run = run === undefined ? await release('step') : await rerunFailed(scene, run)
        const died = jobOf(run, 'seal').steps.find(({ conclusion }) => conclusion === 'failure')
        expect(died?.name).toBe(name)
      }
      if (run !== undefined) await expectSealedOnce(await rerunFailed(scene, run))
    },
    PATIENCE,
  )

  test(
    'and ends as if it had not, whichever write was its last',
    async () => {
      const calls = deadlyCalls(scene, 'ghcr.io', scene.sandbox.registry.handler, isDeadly)
      const { run, deaths } = await calls.play(isSeal, () => release('write'))
      await expectSealedOnce(run)
      expect(deaths).toBeGreaterThan(8)
    },
    PATIENCE,
  )
})
