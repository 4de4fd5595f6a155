import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { JobView, RunView } from '@promo/sandbox'
import { ROOT } from '../../scripts/root.ts'
import { rerunAll } from './deaths.ts'
import { VULNERABLE } from './fake-scanners.ts'
import { jobOf, PROMO, type WorkflowScene } from './scene.ts'
import { aShopScene, SHOP } from './shop-scene.ts'
import { indent, shopFiles } from './shop.ts'

jest.setTimeout(240_000)

const IMAGES = { good: 'your-org/shop-good', bad: 'your-org/shop-bad' } as const

let scene: WorkflowScene
let run: RunView | undefined
beforeAll(async () => {
  scene = await aShopScene(shopFiles({ good: { unstable: true }, bad: { labels: { [VULNERABLE]: 'HIGH' } } }), {
    'action.yml': readFileSync(join(ROOT, 'action.yml'), 'utf8'),
  })
  ;[run] = await scene.push(SHOP, { 'promo.yaml': promoYaml(), '.github/workflows/release.yml': release() })
})
afterAll(() => scene.close())

function promoYaml(): string {
  const source = { repository: SHOP, id: scene.repositoryId(SHOP) }
  const signer = {
    id: 'release',
    issuer: 'https://token.actions.githubusercontent.com',
    workflow: `${SHOP}/.github/workflows/release.yml`,
    refs: ['refs/heads/main'],
    'allow-moving-ref': true,
    source: { ...source, refs: ['refs/heads/main'] },
    roles: ['signature', 'provenance', 'sbom', 'scan'],
  }
  const images = Object.entries(IMAGES).map(([leg, name]): [string, unknown] => [
    leg,
    { repository: `ghcr.io/${name}`, source },
  ])
  const environments = { dev: { overlay: 'overlays/dev', promote: 'push' } }
  return JSON.stringify({
    version: 1,
    images: Object.fromEntries<unknown>(images),
    environments,
    trust: { signers: [signer] },
    policy: { base: {} },
  })
}

function release(): string {
  return `name: release
on: { push: { branches: [main] } }
permissions: {}
jobs:
${image('good')}
      - id: trace
        uses: ${PROMO}/trace@main
        with:
          subject: \${{ steps.promo.outputs.image }}
          trusted-root: ${JSON.stringify(scene.sandbox.sigstore.trustedRoot)}
${image('bad')}
`
}

function image(leg: 'good' | 'bad'): string {
  const inputs = {
    leg,
    image: `ghcr.io/${IMAGES[leg]}`,
    builder: 'layout',
    context: `app/${leg}`,
    command: '["node", "../../build.mjs"]',
    layout: `app/${leg}/oci`,
    'trusted-root': scene.sandbox.sigstore.trustedRoot,
    'tool-directory': '${{ vars.TOOLS }}',
  }
  const outputs = ['digest', 'image', 'outcome', 'failure-code']
  const shown = outputs.map((name) => `      ${name}: \${{ steps.promo.outputs.${name} }}`).join('\n')
  return `  ${leg}:
    runs-on: ubuntu-24.04
    permissions: { contents: read, pull-requests: read, packages: write, id-token: write }
    outputs:
${shown}
      complete: \${{ steps.trace.outputs.complete }}
    steps:
      - uses: actions/checkout@v7
      - id: promo
        uses: ${PROMO}@main
        with:
${indent(inputs, 10)}`
}

function job(leg: string): JobView {
  return jobOf(run, leg)
}

describe('the composite action', () => {
  test('builds, scans, attests, signs, tags and records one image in one job', () => {
    const { conclusion, outputs } = job('good')
    expect(conclusion).toBe('success')
    expect(outputs).toMatchObject({
      outcome: 'pass',
      image: `ghcr.io/${IMAGES.good}@${outputs['digest'] ?? ''}`,
    })
    const tags = [...scene.sandbox.registry.tags(IMAGES.good)].filter(([tag]) => /^sha-[0-9a-f]{40}$/.test(tag))
    expect(tags.map(([, digest]) => digest)).toEqual([outputs['digest']])
    expect(
      scene.sandbox.artifacts
        .list(run?.id ?? 0)
        .map(({ name }) => name)
        .filter((name) => name.includes('good'))
        .sort(),
    ).toEqual(['promo-digest-good-1', 'promo-digest.build-good-1', 'promo-digest.scan-good-1'])
  })

  test('leaves evidence that a trace finds whole under the identity of the caller', () => {
    expect(job('good').outputs['complete']).toBe('true')
  })

  test('signs nothing that does not pass its scan, and says so', () => {
    const { conclusion, outputs } = job('bad')
    expect(conclusion).toBe('failure')
    expect(outputs).toMatchObject({ outcome: 'findings' })
    expect(outputs).not.toHaveProperty('digest')
    expect(outputs).not.toHaveProperty('image')
    expect(outputs['failure-code']).toMatch(/^scan-/)
    expect([...scene.sandbox.registry.tags(IMAGES.bad)]).toEqual([])
  })
})

test('a job that is run again returns the digest that it sealed, though a build would give another', async () => {
  if (run === undefined) throw new Error('there is no run')
  const { digest, outcome } = jobOf(run, 'good').outputs
  const again = jobOf(await rerunAll(scene, run), 'good')
  expect(again.outputs).toMatchObject({ digest, outcome })
  expect(outcome).toBe('pass')
})
