import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDigest, parseImageName, type Demo, type Digest } from '@promo/core'
import { setOverlayImages } from '@promo/overlays'
import { firstRefusal } from '@promo/promotion'
import { cliError } from '../errors.ts'
import { pushUnsigned } from './attacker.ts'
import { gateOf } from './gate.ts'
import { git } from './git.ts'
import { callApi } from './github-api.ts'
import type { Narrator } from './narrator.ts'
import { expectRun } from './progress.ts'
import { BOOKSTORE, type Scene } from './scene.ts'

type Refusal = Demo['refusals'][number]

const OVERLAY = 'kustomize/overlays/staging/kustomization.yaml'
const IMAGE = parseImageName('ghcr.io/your-org/bookstore-catalog')

/** Three promotions that must not go through, each tried for real as a pull request of somebody who may write. */
export async function playRefusals(scene: Scene, narrator: Narrator): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = []
  const tell = async (scenario: string, edit: (overlay: string) => string): Promise<void> => {
    const refusal = await propose(scene, scenario, edit)
    narrator.refused(`${scenario}: ${refusal.code}`)
    narrator.say(`  found: ${refusal.fact}`)
    narrator.say(`  to do: ${refusal.remedy}`)
    refusals.push(refusal)
  }
  const unsigned = await pushUnsigned(scene)
  await tell('an image that nobody signed', withDigest(unsigned))
  const foreign = await signElsewhere(scene)
  await tell('an image signed by another workflow', withDigest(foreign))
  await tell('a tag instead of a digest', (overlay) =>
    overlay.replace(/digest: sha256:[0-9a-f]{64}.*/, 'newTag: latest'),
  )
  return refusals
}

function withDigest(digest: Digest): (overlay: string) => string {
  return (overlay) => {
    const update = { name: 'bookstore/catalog', newName: IMAGE, digest }
    const { bytes } = setOverlayImages(new TextEncoder().encode(overlay), [update], {
      tagComment: false,
      createMissing: false,
    })
    return new TextDecoder().decode(bytes)
  }
}

/** Pushes a branch, opens a pull request and gives what the gate said; it must not be a pass. */
async function propose(scene: Scene, scenario: string, edit: (overlay: string) => string): Promise<Refusal> {
  const branch = scenario.replaceAll(' ', '-')
  const { bookstore } = scene
  await git(bookstore, 'fetch', '--quiet', 'origin', 'main')
  await git(bookstore, 'checkout', '--quiet', '-B', branch, 'origin/main')
  const file = join(bookstore.directory, OVERLAY)
  writeFileSync(file, edit(readFileSync(file, 'utf8')))
  await git(bookstore, 'commit', '--quiet', '--all', `--message=Try ${scenario}`)
  await git(bookstore, 'push', '--quiet', 'origin', branch)
  await callApi(scene, 'POST', `/repos/${BOOKSTORE}/pulls`, {
    title: `Promote ${scenario}`,
    head: branch,
    base: 'main',
    body: '',
  })
  await scene.sandbox.runner.idle()
  const { gate, conclusion } = await gateOf(scene, await git(bookstore, 'rev-parse', 'HEAD'))
  const refusal = firstRefusal(gate)
  if (refusal === undefined || conclusion !== 'failure')
    throw cliError('demo-failed', { scenario, gate }, `the gate let ${scenario} through`)
  return { scenario, ...refusal }
}

const HOTFIX = `name: hotfix
on:
  push:
    branches: ['hotfix/**']
permissions: {}
jobs:
  hotfix:
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: write, id-token: write }
    outputs:
      digest: \${{ steps.build.outputs.digest }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - id: build
        uses: org/promo/build-by-digest@v1
        with:
          image: ${IMAGE}
          builder: layout
          context: app/catalog
          command: '["node", "../build-layout.mjs", "out/oci", "linux/amd64"]'
          layout: app/catalog/out/oci
      - uses: org/promo/keyless-sign@v1
        with:
          images: ${IMAGE}@\${{ steps.build.outputs.digest }}
          provenance: false
          trusted-root: \${{ vars.PROMO_TRUSTED_ROOT }}
`

/** A shortcut that a developer might take: a workflow of the bookstore's own that builds and signs, past promo's. */
async function signElsewhere(scene: Scene): Promise<Digest> {
  const { bookstore, sandbox } = scene
  await git(bookstore, 'checkout', '--quiet', '-B', 'hotfix/1', 'origin/main')
  mkdirSync(join(bookstore.directory, '.github/workflows'), { recursive: true })
  writeFileSync(join(bookstore.directory, '.github/workflows/hotfix.yml'), HOTFIX)
  await git(bookstore, 'add', '--all')
  await git(bookstore, 'commit', '--quiet', '--message=Add a hotfix workflow')
  await git(bookstore, 'push', '--quiet', 'origin', 'hotfix/1')
  await expectRun(sandbox, 'hotfix')
  const job = sandbox.runner.runs.filter(({ name }) => name === 'hotfix').at(-1)?.jobs[0]
  return parseDigest(job?.outputs['digest'] ?? '')
}
