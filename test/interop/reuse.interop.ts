import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { PREDICATE_TYPES } from '@promo/core'
import { readSignedBuild } from '@promo/evidence'
import { jobLog, type RunView } from '@promo/sandbox'
import { rerunAll } from '../workflows/deaths.ts'
import { evidenceOf, said } from '../workflows/evidence.ts'
import { expectSuccess, jobOf, type WorkflowScene } from '../workflows/scene.ts'
import { aShopScene, releaseShop } from '../workflows/shop-scene.ts'
import { packageOf, type Shop } from '../workflows/shop.ts'

const PATIENCE = 600_000
/** No two builds of it give the same digest. */
const IMAGES: Shop = { app: { unstable: true, quarantine: true } }
const TAGGED = /^sha-/

let scene: WorkflowScene
beforeAll(async () => {
  scene = await aShopScene()
})
afterAll(() => scene.close())

async function release(inputs: Readonly<Record<string, string>>, shop = IMAGES): Promise<RunView> {
  return expectSuccess(await releaseShop(scene, shop, inputs))
}

const builtBy = (run: RunView | undefined): string => jobOf(run, 'build/build').outputs['digest'] ?? ''

describe('a whole run that is run again', () => {
  test.each(['push-then-scan', 'quarantine', 'scan-then-push'])(
    '%s: releases the digest that its tag names, though a build would give another',
    async (sequence) => {
      const first = await release({ sequence })
      const digest = builtBy(first)
      const again = expectSuccess(await rerunAll(scene, first))
      expect(again.attempt).toBe(2)
      expect(builtBy(again)).toBe(digest)
      const tags = [...scene.sandbox.registry.tags(packageOf('app'))].filter(([tag]) => TAGGED.test(tag))
      expect(tags).toContainEqual([`sha-${first.sha}`, digest])
      const evidence = said(await evidenceOf(scene, packageOf('app'), digest))
      expect(evidence.filter((each) => each.startsWith('provenance'))).toEqual(['provenance by leg.yml'])
      expect(evidence.filter((each) => each.startsWith('signature'))).toEqual(['signature by leg.yml'])
      expect(jobLog(jobOf(again, 'build/build'))).toContain(digest)
    },
    PATIENCE,
  )
})

describe('a whole run that is run again with `reuse: false`', () => {
  test(
    'builds another digest, and its tag stays where it is',
    async () => {
      const first = await release({ reuse: 'false' })
      const again = await rerunAll(scene, first)
      expect(builtBy(again)).not.toBe(builtBy(first))
      expect(scene.sandbox.registry.tags(packageOf('app')).get(`sha-${first.sha}`)).toBe(builtBy(first))
      expect(jobLog(jobOf(again, 'seal'))).toContain('tag-taken')
    },
    PATIENCE,
  )
})

describe('a build that is made twice', () => {
  async function reproducedBy(run: RunView, leg: number, name: string): Promise<unknown> {
    const digest = jobOf(run, `leg[${String(leg)}]/build/build`).outputs['digest'] ?? ''
    const { valid } = await evidenceOf(scene, packageOf(name), digest)
    const { predicate } = valid.find(({ predicateType }) => predicateType === PREDICATE_TYPES.provenance) ?? {}
    return readSignedBuild(predicate ?? null)?.reproduced
  }

  test(
    'says so in its provenance, and warns of what differs without failing',
    async () => {
      const run = await release({ reproducible: 'true' }, { app: { unstable: true }, still: { content: 'still' } })
      expect(await reproducedBy(run, 0, 'app')).toBe(false)
      expect(await reproducedBy(run, 1, 'still')).toBe(true)
      expect(jobLog(jobOf(run, 'leg[0]/build/build'))).toContain('SOURCE_DATE_EPOCH')
      expect(jobLog(jobOf(run, 'leg[1]/build/build'))).not.toContain('SOURCE_DATE_EPOCH')
    },
    PATIENCE,
  )
})
