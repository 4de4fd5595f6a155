import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { jobLog, type RunView } from '@promo/sandbox'
import { evidenceOf, said } from '../workflows/evidence.ts'
import { VULNERABLE } from '../workflows/fake-scanners.ts'
import { jobOf, type WorkflowScene } from '../workflows/scene.ts'
import { aShopScene, SHOP } from '../workflows/shop-scene.ts'
import { packageOf, quarantineOf, releaseWorkflow, shopConfig, shopFiles, type Shop } from '../workflows/shop.ts'

/** A run has about twenty processes; machines that do other things besides take their time. */
const PATIENCE = 240_000

const IMAGES: Shop = {
  clean: { quarantine: true, platforms: ['linux/amd64', 'linux/arm64'] },
  dirty: { quarantine: true, labels: { [VULNERABLE]: 'HIGH' } },
}
const SEALED = ['provenance by leg.yml', 'scan by leg.yml', 'signature by leg.yml']

let scene: WorkflowScene
beforeEach(async () => {
  scene = await aShopScene(shopFiles(IMAGES))
})
afterEach(() => scene.close())

interface Played {
  readonly run: RunView
  readonly digest: { readonly clean: string; readonly dirty: string }
  /** What ghcr.io held of the shop when the first seal job started. */
  readonly unsealed: readonly string[]
}

async function play(sequence: string): Promise<Played> {
  let unsealed: readonly string[] | undefined
  const stop = scene.sandbox.runner.on((event) => {
    if (event.kind === 'job-started' && event.job.key.endsWith('/seal')) unsealed ??= held()
  })
  const [run] = await scene.push(SHOP, {
    'promo.yaml': shopConfig(scene, SHOP, IMAGES),
    '.github/workflows/release.yml': releaseWorkflow(scene, { sequence }),
  })
  stop()
  if (run === undefined || unsealed === undefined) throw new Error('nothing was sealed')
  const digestOf = (leg: number): string => jobOf(run, `leg[${String(leg)}]/build/build`).outputs['digest'] ?? ''
  return { run, unsealed, digest: { clean: digestOf(0), dirty: digestOf(1) } }
}

const held = (): readonly string[] => scene.sandbox.registry.repositories().filter((name) => name.includes('shop-'))
const isHeld = (repository: string, digest: string): boolean =>
  scene.sandbox.registry.manifest(repository, digest) !== undefined
const tagsOf = (repository: string): readonly (readonly [string, string])[] =>
  [...scene.sandbox.registry.tags(repository)].filter(([tag]) => tag.startsWith('sha-'))

describe('an image is published only after it passed', () => {
  test(
    'push-then-scan: the bytes are there by digest alone, and what failed stays unsigned with its refusal',
    async () => {
      const { run, digest, unsealed } = await play('push-then-scan')
      expect(unsealed).toContain(packageOf('clean'))
      expect(tagsOf(packageOf('clean'))).toEqual([[`sha-${run.sha}`, digest.clean]])
      expect(said(await evidenceOf(scene, packageOf('clean'), digest.clean))).toEqual(SEALED)
      expect(isHeld(packageOf('dirty'), digest.dirty)).toBe(true)
      expect(tagsOf(packageOf('dirty'))).toEqual([])
      expect(said(await evidenceOf(scene, packageOf('dirty'), digest.dirty))).toEqual(['scan by refuse.yml'])
      expect(held()).not.toContain(quarantineOf('clean'))
    },
    PATIENCE,
  )

  test(
    'scan-then-push: nothing reaches a registry before, and what failed never does',
    async () => {
      const { run, digest, unsealed } = await play('scan-then-push')
      expect(unsealed).toEqual([])
      expect(tagsOf(packageOf('clean'))).toEqual([[`sha-${run.sha}`, digest.clean]])
      expect(said(await evidenceOf(scene, packageOf('clean'), digest.clean))).toEqual(SEALED)
      expect(held()).toEqual([packageOf('clean')])
      expect(jobLog(jobOf(run, 'collect'))).toContain('leg-missing: no digest from dirty')
    },
    PATIENCE,
  )

  test(
    'quarantine: the bytes wait elsewhere, and what failed stays there with its refusal',
    async () => {
      const { run, digest, unsealed } = await play('quarantine')
      expect(unsealed).not.toContain(packageOf('dirty'))
      expect(tagsOf(packageOf('clean'))).toContainEqual([`sha-${run.sha}`, digest.clean])
      expect(tagsOf(quarantineOf('clean'))).toEqual([])
      expect(isHeld(packageOf('dirty'), digest.dirty)).toBe(false)
      expect(said(await evidenceOf(scene, quarantineOf('clean'), digest.clean))).toEqual([])
      expect(said(await evidenceOf(scene, quarantineOf('dirty'), digest.dirty))).toEqual(['scan by refuse.yml'])
    },
    PATIENCE,
  )
})
