import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { PREDICATE_TYPES, readTestsPredicate } from '@promo/core'
import type { RunView } from '@promo/sandbox'
import { evidenceOf, said } from './evidence.ts'
import { expectSuccess, jobOf, PROMO, type WorkflowScene } from './scene.ts'
import { aShopScene, SHOP } from './shop-scene.ts'
import { packageOf, releaseWorkflow, shopConfig, shopFiles } from './shop.ts'

const PATIENCE = 240_000

let scene: WorkflowScene
beforeAll(async () => {
  scene = await aShopScene(shopFiles({ a: {} }))
})
afterAll(() => scene.close())

/** A matrix of two services, the job that joins them, and the line behind it. */
function workflow(): string {
  const digest = '${{ needs.tests.outputs.digest }}'
  const inputs = { 'tests-artifact': 'all-tests', 'tests-artifact-digest': digest }
  const jobs = `  test:
    permissions: { contents: read }
    strategy: { fail-fast: false, matrix: { service: [web, worker] } }
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - uses: ${PROMO}/test-gate@main
        with: { junit: report.xml, artifact: 'tests-\${{ matrix.service }}-\${{ github.run_attempt }}' }
  tests:
    needs: test
    runs-on: ubuntu-24.04
    outputs: { digest: '\${{ steps.gate.outputs.artifact-digest }}' }
    steps:
      - id: gate
        uses: ${PROMO}/test-gate@main
        with: { from-artifacts: tests, expected: '["web", "worker"]', artifact: 'all-tests-\${{ github.run_attempt }}' }
`
  return releaseWorkflow(scene, inputs, jobs).replace('  promo:\n', '  promo:\n    needs: tests\n')
}

async function release(report: string): Promise<RunView | undefined> {
  const files = {
    'promo.yaml': shopConfig(scene, SHOP, { a: {} }),
    'report.xml': report,
    '.github/workflows/release.yml': workflow(),
  }
  const [run] = await scene.push(SHOP, files)
  return run
}

const PASSING =
  '<testsuite name="shop"><testcase name="sells"/><testcase name="later"><skipped/></testcase></testsuite>'
const FAILING = '<testsuite name="shop"><testcase name="sells"><failure message="sold out"/></testcase></testsuite>'

describe('tests of a matrix', () => {
  test(
    'are attested on the image, before it is signed',
    async () => {
      const run = expectSuccess(await release(PASSING))
      const digest = jobOf(run, 'seal').outputs['digest'] ?? ''
      const evidence = await evidenceOf(scene, packageOf('a'), digest)
      expect(said(evidence)).toContain('tests by leg.yml')
      const attested = evidence.valid.filter(({ predicateType }) => predicateType === PREDICATE_TYPES.tests)
      expect(readTestsPredicate(attested[0]?.predicate ?? null)).toEqual({ result: 'PASSED', passed: 2, failed: [] })
      const steps = jobOf(run, 'seal').steps.map(({ name }) => name)
      expect(steps.lastIndexOf('Run $/attest')).toBeLessThan(steps.indexOf('Run $/keyless-sign'))
      const written = jobOf(run, 'seal').steps.filter(
        ({ name, outcome }) => name === 'Run $/attest' && outcome === 'success',
      )
      expect(written).toHaveLength(2)
    },
    PATIENCE,
  )

  test(
    'that failed let nothing be built',
    async () => {
      const run = await release(FAILING)
      expect(run?.conclusion).toBe('failure')
      expect(run?.jobs.filter(({ conclusion }) => conclusion === 'success')).toEqual([])
    },
    PATIENCE,
  )
})
