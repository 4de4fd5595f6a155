import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Sandbox } from '@promo/sandbox'
import { cliError } from '../errors.ts'
import { ROOT } from '../repository-root.ts'
import type { Refusal } from './propose.ts'
import { jobOf, refusalOfStep, stepOf } from './step-refusal.ts'

interface Attack {
  readonly id: string
  readonly scenario: string
  readonly code: string
  readonly expected: readonly string[]
  /** Artifacts the intruder uploads, made from those of the legs; absent: what the legs left. */
  readonly forged?: readonly {
    readonly name: string
    readonly from: string
    readonly set?: object
    readonly unsealed?: boolean
  }[]
}

/** What a job of the same run may try: any job of a run can upload artifacts under any name. */
const ATTACKS: readonly Attack[] = [
  {
    id: 'missing',
    scenario: 'a release with a leg missing',
    code: 'leg-missing',
    expected: ['catalog', 'orders', 'payments-worker', 'storefront', 'recommendations'],
  },
  {
    id: 'swapped',
    scenario: 'a release with two legs swapped',
    code: 'leg-swapped',
    expected: ['catalog', 'orders'],
    forged: [
      { name: 'swapped-catalog-1', from: 'promo-digest-orders-1', set: { leg: 'catalog' } },
      { name: 'swapped-orders-1', from: 'promo-digest-catalog-1', set: { leg: 'orders' } },
    ],
  },
  {
    id: 'poisoned',
    scenario: 'a release with a poisoned artifact',
    code: 'leg-unproven',
    expected: ['catalog'],
    forged: [{ name: 'poisoned-catalog-1', from: 'promo-digest-catalog-1', unsealed: true }],
  },
]

/** The client that actions/upload-artifact uses, as promo's own bundle has it. */
const ARTIFACT_CLIENT = pathToFileURL(join(ROOT, 'node_modules', '@actions', 'artifact', 'lib', 'artifact.js')).href

const FORGE_ACTION = `name: forge
description: Uploads artifacts that look like those of legs
inputs: { artifacts: { description: JSON } }
runs: { using: node24, main: main.mjs }
`

const FORGE_MAIN = `import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
const { DefaultArtifactClient } = await import(${JSON.stringify(ARTIFACT_CLIENT)})
const client = new DefaultArtifactClient()
const fresh = () => mkdtempSync(join(process.env.RUNNER_TEMP, 'forge-'))
for (const { name, from, set = {}, unsealed = false } of JSON.parse(process.env.INPUT_ARTIFACTS)) {
  const { artifact } = await client.getArtifact(from)
  const { downloadPath } = await client.downloadArtifact(artifact.id, { path: fresh() })
  const leg = { ...JSON.parse(readFileSync(join(downloadPath, 'leg.json'), 'utf8')), ...set }
  if (unsealed) leg.image.digest = leg.platforms[0].digest
  const directory = fresh()
  const file = join(directory, 'leg.json')
  writeFileSync(file, JSON.stringify(leg))
  await client.uploadArtifact(name, [file], directory)
}
`

/** Adds a job to the bookstore's release that attacks the fan-in of its own run, behind the real one. */
export function addIntruder(directory: string, promoCommit: string): void {
  mkdirSync(join(directory, 'forge'), { recursive: true })
  writeFileSync(join(directory, 'forge', 'action.yml'), FORGE_ACTION)
  writeFileSync(join(directory, 'forge', 'main.mjs'), FORGE_MAIN)
  appendFileSync(join(directory, '.github', 'workflows', 'release.yml'), intruderJob(promoCommit))
}

function intruderJob(promoCommit: string): string {
  const outputs = ATTACKS.map(({ id }) => `      ${id}: \${{ steps.${id}.outputs.failure-code }}\n`)
  return `  intruder:
    needs: promo
    runs-on: ubuntu-24.04
    permissions: { packages: read }
    outputs:
${outputs.join('')}    steps:
${ATTACKS.map((attack) => attackSteps(attack, promoCommit)).join('')}`
}

function attackSteps({ id, expected, forged }: Attack, promoCommit: string): string {
  const artifacts = JSON.stringify(JSON.stringify(forged ?? []))
  const forge = forged === undefined ? '' : `      - uses: $/forge\n        with: { artifacts: ${artifacts} }\n`
  return `${forge}      - id: ${id}
        name: ${id}
        uses: org/promo/collect-digests@v1
        continue-on-error: true
        with:
          expected: '${JSON.stringify(expected)}'
          artifact-prefix: ${forged === undefined ? 'promo-digest' : id}
          signer: org/promo/.github/workflows/leg.yml
          signer-commit: ${promoCommit}
          trusted-root: \${{ vars.PROMO_TRUSTED_ROOT }}
`
}

/** How the fan-in refused each of them; throws `demo-failed` when one got through or was refused for another reason. */
export function refusedIntrusions({ runner }: Sandbox): readonly Refusal[] {
  const job = jobOf(runner.runs, 'release', 'intruder')
  return ATTACKS.map(({ id, scenario, code }) => {
    const found = job.outputs[id] ?? ''
    if (found === code) return refusalOfStep(scenario, job, code, stepOf(job, id))
    throw cliError(
      'demo-failed',
      { scenario, found, wanted: code },
      `${scenario}: ended with ${found === '' ? 'a pass' : found}`,
    )
  })
}
