import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { JobView } from '@promo/sandbox'
import { FORGER, type ForgedArtifact } from './forger.ts'
import { jobOf, PROMO, type WorkflowScene } from './scene.ts'
import { aShopScene, SHOP } from './shop-scene.ts'
import { indent, lineInputs, packageOf, releaseWorkflow, shopConfig, shopFiles } from './shop.ts'

/** A run has about twenty processes; machines that do other things besides take their time. */
const PATIENCE = 240_000

let scene: WorkflowScene
beforeAll(async () => {
  scene = await aShopScene({ ...shopFiles({ a: {}, b: {}, poisoned: {} }), ...FORGER })
})
afterAll(() => scene.close())

interface Attack {
  readonly expected: readonly string[]
  /** Artifacts to collect; absent: what the legs left. */
  readonly forged?: readonly ForgedArtifact[]
  readonly code: string
}

const A = 'promo-digest-a-1'
const B = 'promo-digest-b-1'

/** Each under an artifact prefix of its own, so that one run plays them all. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  untouched: { expected: ['a', 'b'], code: '' },
  missing: { expected: ['a', 'b', 'c'], code: 'leg-missing' },
  extra: { expected: ['a'], code: 'leg-unexpected' },
  exchanged: {
    expected: ['a', 'b'],
    forged: [
      { name: 'exchanged-a-1', from: B },
      { name: 'exchanged-b-1', from: A },
    ],
    code: 'leg-swapped',
  },
  relabelled: {
    expected: ['a', 'b'],
    forged: [
      { name: 'relabelled-a-1', from: B, set: { leg: 'a' } },
      { name: 'relabelled-b-1', from: A, set: { leg: 'b' } },
    ],
    code: 'leg-swapped',
  },
  poisoned: { expected: ['a'], forged: [{ name: 'poisoned-a-1', from: A, unsealed: true }], code: 'leg-unproven' },
}

function attackSteps(name: string, { expected, forged }: Attack): string {
  const collect = {
    expected: JSON.stringify(expected),
    'artifact-prefix': forged === undefined ? 'promo-digest' : name,
    signer: `${PROMO}/.github/workflows/leg.yml`,
    'signer-commit': scene.promoCommit,
    'trusted-root': scene.sandbox.sigstore.trustedRoot,
  }
  const upload = `      - { uses: $/forge, with: { artifacts: ${JSON.stringify(JSON.stringify(forged ?? []))} } }\n`
  return `${forged === undefined ? '' : upload}      - id: ${name}
        uses: ${PROMO}/collect-digests@main
        continue-on-error: true
        with:
${indent(collect, 10)}
`
}

function attackWorkflow(): string {
  const leg = (name: string): string => {
    const described = {
      ...{ leg: name, image: `ghcr.io/${packageOf(name)}`, builder: 'layout', context: `app/${name}` },
      ...{
        command: ['node', '../../build.mjs'],
        layout: `app/${name}/oci`,
        platforms: ['linux/amd64'],
        environments: [],
      },
    }
    return `  ${name}:
    permissions: { contents: read, packages: write, id-token: write }
    uses: ${PROMO}/.github/workflows/leg.yml@main
    with:
${indent({ ...lineInputs(scene), leg: JSON.stringify(described) })}
`
  }
  const outputs = Object.keys(ATTACKS).map((name) => `      ${name}: '\${{ steps.${name}.outputs.failure-code }}'\n`)
  return `name: attacks
on: { push: { branches: [main] } }
permissions: {}
jobs:
${leg('a')}${leg('b')}  attack:
    needs: [a, b]
    runs-on: ubuntu-24.04
    permissions: { packages: read }
    outputs:
${outputs.join('')}    steps:
${Object.entries(ATTACKS)
  .map(([name, attack]) => attackSteps(name, attack))
  .join('')}`
}

describe('fan-in', () => {
  let attacks: JobView
  beforeAll(async () => {
    const [run] = await scene.push(SHOP, { '.github/workflows/attacks.yml': attackWorkflow() })
    attacks = jobOf(run, 'attack')
  }, PATIENCE)

  test.each(Object.entries(ATTACKS))('%s', (name, { code }) => {
    expect(attacks.outputs[name] ?? '').toBe(code)
  })
})

const POISON: readonly ForgedArtifact[] = [{ name: 'promo-digest-poisoned-1', set: { schema: 'promo/leg/v1' } }]

test(
  'an artifact that another job of the run put in the place of a leg releases nothing',
  async () => {
    const shop = { poisoned: {} }
    const poison = `
  poison:
    runs-on: ubuntu-24.04
    steps: [{ uses: $/forge, with: { artifacts: ${JSON.stringify(JSON.stringify(POISON))} } }]
`
    const workflow = releaseWorkflow(scene, { 'artifact-prefix': 'promo-digest' }, poison)
    const [run] = await scene.push(SHOP, {
      'promo.yaml': shopConfig(scene, SHOP, shop),
      '.github/workflows/attacks.yml': workflow.replace('  promo:\n', '  promo:\n    needs: poison\n'),
    })
    expect(jobOf(run, 'leg[0]/seal').conclusion).toBe('failure')
    expect(jobOf(run, 'collect').outputs).toEqual({ outcome: 'configuration' })
    expect(jobOf(run, 'promote').conclusion).toBe('skipped')
  },
  PATIENCE,
)
