import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import {
  markPredicate,
  parseEnvironmentName,
  parseImageName,
  parseLegName,
  parseRepositoryName,
  type Digest,
} from '@promo/core'
import { createGitHubForge } from '@promo/forge'
import { createHttpClient } from '@promo/http'
import { gateImages, headOf } from '@promo/promotion'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, anIndex, type BuiltManifest } from '@promo/registry/testing'
import type { RunView } from '@promo/sandbox'
import { readTrustedRoot } from '@promo/sigstore'
import { aWorkflowScene, expectSuccess, jobOf, PROMO, type RepositoryFiles, type WorkflowScene } from './scene.ts'
import { indent } from './shop.ts'

jest.setTimeout(60_000)

const SHOP = 'your-org/shop'
const CATALOG = 'your-org/shop-catalog'

let scene: WorkflowScene
let digest: Digest
/** Starts workflows by hand, and reads what is public. */
let reader: ReturnType<WorkflowScene['sandbox']['github']['createUser']>
beforeAll(async () => {
  scene = await aWorkflowScene()
  reader = scene.sandbox.github.createUser('reader')
  digest = seed(anIndex([anImage('catalog', 'amd64')]))
  await scene.push(SHOP, { 'README.md': 'shop\n' })
  await scene.push(SHOP, shopFiles())
  await scene.push(SHOP, shopFiles(), 'feature')
  installApp()
})
afterAll(() => scene.close())

function seed({ bytes, descriptor, blobs, children }: BuiltManifest): Digest {
  for (const child of children) seed(child)
  for (const blob of blobs) scene.sandbox.registry.seedBlob(CATALOG, blob)
  return scene.sandbox.registry.seedManifest(CATALOG, bytes, descriptor.mediaType)
}

function installApp(): void {
  const { github } = scene.sandbox
  const permissions = { contents: 'write', 'pull-requests': 'write', metadata: 'read' } as const
  const app = github.createApp({ slug: 'promo', permissions })
  app.install(SHOP)
  github.setVariable(SHOP, 'PROMO_APP_ID', app.appId)
  github.setSecret(SHOP, 'PROMO_APP_PRIVATE_KEY', app.privateKey)
}

const overlay = (of: string): string =>
  `images:\n  - name: shop/catalog\n    newName: ghcr.io/${CATALOG}\n    digest: ${of}\n`

function shopFiles(): RepositoryFiles {
  const id = scene.repositoryId(SHOP)
  return {
    'promo.yaml': `version: 1
images:
  catalog: { repository: ghcr.io/${CATALOG}, overlay-name: shop/catalog, source: { repository: ${SHOP}, id: ${id} } }
environments:
  staging: { overlay: overlays/staging }
  prod: { overlay: overlays/prod, after: [staging], policy: [prod] }
trust:
  signers:
    - id: staging-mark
      issuer: https://token.actions.githubusercontent.com
      workflow: ${PROMO}/.github/workflows/mark.yml
      commits: [${scene.promoCommit}]
      source: { repository: ${SHOP}, id: ${id}, refs: [refs/heads/main] }
      environment: staging
      roles: [mark]
policy:
  base: {}
  prod: { marks: { staging: { properties: [SMOKE_PASSED], within: 30d } } }
`,
    'overlays/staging/kustomization.yaml': overlay(digest),
    'overlays/prod/kustomization.yaml': overlay(`sha256:${'0'.repeat(64)}`),
    '.github/workflows/staging.yml': MARK.replace('SIGSTORE', indent(sigstore())),
    '.github/workflows/forge.yml': FORGE.replaceAll('SIGSTORE', indent(sigstore(), 10)),
  }
}

const sigstore = (): Readonly<Record<string, string>> => ({ 'trusted-root': scene.sandbox.sigstore.trustedRoot })

/** What a repository writes: about the example of the bookstore. */
const MARK = `name: staging
on:
  workflow_dispatch:
    inputs: { revoke: { type: string, default: 'false' }, reason: { type: string }, properties: { type: string } }
permissions: {}
jobs:
  mark:
    permissions: { contents: read, packages: write, id-token: write }
    uses: ${PROMO}/.github/workflows/mark.yml@main
    with:
      environment: staging
      properties: \${{ inputs.properties }}
      revoke: \${{ inputs.revoke }}
      reason: \${{ inputs.reason }}
SIGSTORE
  promote:
    needs: mark
    if: \${{ inputs.revoke == 'false' && github.ref_name == 'main' }}
    uses: ${PROMO}/.github/workflows/promote.yml@main
    with: { environment: staging, app-id: '\${{ vars.PROMO_APP_ID }}' }
    secrets: { app-private-key: '\${{ secrets.PROMO_APP_PRIVATE_KEY }}' }
`

/** An honest action in a job without environment, and a mark forged with another action. */
const FORGE = `name: forge
on: { workflow_dispatch: { inputs: { predicate: { type: string } } } }
permissions: {}
jobs:
  outside:
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: write, id-token: write }
    outputs: { code: '\${{ steps.mark.outputs.failure-code }}' }
    steps:
      - id: mark
        continue-on-error: true
        uses: ${PROMO}/mark-environment@main
        with:
          environment: staging
          properties: SMOKE_PASSED
SIGSTORE
      - uses: ${PROMO}/attest@main
        with:
          images: \${{ vars.IMAGE }}
          predicate-type: https://in-toto.io/attestation/svr/v0.2
          predicate: \${{ inputs.predicate }}
SIGSTORE
`

async function start(workflow: string, inputs: Readonly<Record<string, string>> = {}, ref = 'main'): Promise<RunView> {
  await scene.sandbox.dispatchWorkflow({ repository: SHOP, workflow, ref, inputs, actor: reader })
  await scene.sandbox.runner.idle()
  return expectSuccess(scene.sandbox.runner.runs.at(-1))
}

/** The codes that the gate of prod gives for what staging holds; only the rule `marks` asks for something here. */
async function judged(): Promise<readonly string[]> {
  const { network, sigstore } = scene.sandbox
  const http = createHttpClient({ environment: network.environment })
  const forge = createGitHubForge({ http, apiUrl: 'https://api.github.com', token: reader.token })
  const registry = createRegistryClient({ http, credentials: ANONYMOUS })
  const repository = parseRepositoryName(SHOP)
  const commit = await headOf(forge, repository, 'main')
  const image = { leg: parseLegName('catalog'), name: parseImageName(`ghcr.io/${CATALOG}`), digest }
  const gate = await gateImages(
    {
      repository,
      base: { ref: 'main', commit },
      configPath: 'promo.yaml',
      at: new Date(),
      environment: parseEnvironmentName('prod'),
      images: [image],
    },
    { forge, portsFor: () => ({ registry, trust: readTrustedRoot(sigstore.trustedRoot) }) },
  )
  return gate.verdicts.flatMap(({ rules }) => rules.flatMap(({ code }) => (code === '' ? [] : [code])))
}

const smoked = { properties: 'SMOKE_PASSED' }

describe('a digest that prod wants marked by staging', () => {
  test('is refused without a mark', async () => {
    expect(await judged()).toEqual(['mark-missing'])
  })

  test('is refused with marks made outside the environment', async () => {
    scene.sandbox.github.setVariable(SHOP, 'IMAGE', `ghcr.io/${CATALOG}@${digest}`)
    const forged = markPredicate(
      {
        environment: parseEnvironmentName('staging'),
        properties: ['SMOKE_PASSED'],
        timeCreated: '2026-12-01T12:00:00Z',
        expires: '2999-12-01T12:00:00Z',
        revoked: false,
        reason: undefined,
        evidenceUrl: undefined,
        observedSince: undefined,
      },
      'staging',
    )
    const run = await start('forge.yml', { predicate: JSON.stringify(forged, null, 2) })
    expect(jobOf(run, 'outside').outputs['code']).toBe('mark-environment-mismatch')
    expect(await judged()).toEqual(['signer-mismatch'])
  })

  test('is refused with a mark that the same workflow made on another branch', async () => {
    await start('staging.yml', smoked, 'feature')
    expect(await judged()).toEqual(['signer-mismatch'])
  })

  test('passes with a mark signed inside staging, and its pull request is opened', async () => {
    const run = await start('staging.yml', smoked)
    expect(jobOf(run, 'mark/mark').outputs).toEqual({ outcome: 'pass' })
    expect(await judged()).toEqual([])
    const pulls = await scene.sandbox.github.pullRequests(SHOP)
    expect(pulls.map(({ title, author }) => [title, author])).toEqual([['Promote catalog to prod', 'promo[bot]']])
    const head = await scene.sandbox.github.readFile(SHOP, 'promo/prod', 'overlays/prod/kustomization.yaml')
    expect(Buffer.from(head ?? '').toString()).toBe(overlay(digest))
  })

  test('is refused again once staging revoked its mark', async () => {
    await start('staging.yml', { revoke: 'true', reason: 'CVE-2026-0001' })
    expect(await judged()).toEqual(['mark-revoked'])
    expect(scene.sandbox.network.requests.refused).toEqual([])
  })
})
