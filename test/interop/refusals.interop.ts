import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { evidenceOf, said } from '../workflows/evidence.ts'
import { VULNERABLE, WITHDRAWN } from '../workflows/fake-scanners.ts'
import { jobOf, PROMO, type WorkflowScene } from '../workflows/scene.ts'
import { aShopScene, scannersOf, SHOP } from '../workflows/shop-scene.ts'
import { indent, packageOf, releaseWorkflow, shopConfig, shopFiles, type Shop } from '../workflows/shop.ts'

/** A run has about twenty processes; machines that do other things besides take their time. */
const PATIENCE = 240_000

const IMAGES: Shop = { app: { labels: { [VULNERABLE]: 'HIGH' } } }
const REPOSITORY = packageOf('app')
const SEALED = ['provenance by leg.yml', 'scan by leg.yml', 'signature by leg.yml']

let scene: WorkflowScene
beforeAll(async () => {
  scene = await aShopScene(shopFiles(IMAGES))
})
afterAll(() => scene.close())

/** Asks the gate about one digest. */
const gateWorkflow = (): string => `name: gate
on: { workflow_dispatch: { inputs: { image: { type: string, required: true } } } }
permissions: {}
jobs:
  gate:
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: read }
    outputs:
      outcome: \${{ steps.gate.outputs.outcome }}
      failed: \${{ steps.gate.outputs.failed-rules }}
    steps:
      - id: gate
        uses: ${PROMO}/verify-evidence@main
        continue-on-error: true
        with:
${indent({ environment: 'dev', images: `\${{ inputs.image }}`, 'trusted-root': scene.sandbox.sigstore.trustedRoot }, 10)}
`

async function build(): Promise<string> {
  const [run] = await scene.push(SHOP, {
    'promo.yaml': shopConfig(scene, SHOP, IMAGES),
    '.github/workflows/release.yml': releaseWorkflow(scene),
    '.github/workflows/gate.yml': gateWorkflow(),
    stamp: String((stamps += 1)),
  })
  return jobOf(run, 'build/build').outputs['digest'] ?? ''
}
let stamps = 0

/** Codes of the rules that the gate says failed, or its outcome. */
async function judge(digest: string): Promise<readonly string[]> {
  const run = await scene.dispatch(SHOP, 'gate.yml', { image: `ghcr.io/${REPOSITORY}@${digest}` })
  const { outcome = '', failed = '[]' } = jobOf(run, 'gate').outputs
  const rules = JSON.parse(failed) as readonly { readonly code: string }[]
  return rules.length === 0 ? [outcome] : rules.map(({ code }) => code)
}

test(
  'a refused image carries its refusal and no signature; the newest word of both counts',
  async () => {
    const digest = await build()
    expect(said(await evidenceOf(scene, REPOSITORY, digest))).toEqual(['scan by refuse.yml'])
    expect(await judge(digest)).toEqual(['signature-missing', 'scan-findings'])

    writeFileSync(join(scannersOf(scene), WITHDRAWN), '')
    expect(await build()).toBe(digest)
    expect(said(await evidenceOf(scene, REPOSITORY, digest))).toEqual([...SEALED, 'scan by refuse.yml'].sort())
    expect(await judge(digest)).toEqual(['pass'])

    rmSync(join(scannersOf(scene), WITHDRAWN))
    await build()
    expect(await judge(digest)).toEqual(['scan-findings'])
  },
  PATIENCE,
)
