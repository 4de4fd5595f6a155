import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { runProgram } from '@promo/process'
import type { AppView } from '@promo/sandbox'
import { deadlyCalls } from '../workflows/deaths.ts'
import { expectSuccess, type RepositoryFiles, type WorkflowScene } from '../workflows/scene.ts'
import { aShopScene, SHOP } from '../workflows/shop-scene.ts'
import { packageOf, releaseWorkflow, shopConfig, shopFiles } from '../workflows/shop.ts'

const PATIENCE = 1_200_000

/** Calls whose effect stays and can be seen: objects that no ref names are none. */
const LASTING = /\/git\/refs|\/pulls|\/labels|\/requested_reviewers/

/** The branch of a pull request is made anew until there is one, so every other attempt gets as far as that. */
function isDeadly({ method, url }: { readonly method: string; readonly url: URL }, deaths: number): boolean {
  if (method === 'GET' || !LASTING.test(url.pathname)) return false
  return deaths % 2 === 0 || !url.pathname.includes('/git/refs')
}

let scene: WorkflowScene
let app: AppView
beforeAll(async () => {
  scene = await aShopScene()
  const { github } = scene.sandbox
  app = github.createApp({
    slug: 'promoter',
    permissions: { contents: 'write', 'pull-requests': 'write', metadata: 'read' },
  })
  app.install(SHOP)
  github.setSecret(SHOP, 'KEY', app.privateKey)
})
afterAll(() => scene.close())

function files(): RepositoryFiles {
  const shop = { app: {} }
  const config = JSON.parse(shopConfig(scene, SHOP, shop)) as { readonly images: { readonly app: object } }
  const environments = {
    dev: { overlay: 'overlays/dev', promote: 'push' },
    staging: { overlay: 'overlays/staging', after: ['dev'] },
  }
  const images = { app: { ...config.images.app, 'overlay-name': 'app' } }
  const overlay = `kind: Kustomization
images:
  - name: app
    newName: ghcr.io/${packageOf('app')}
    digest: sha256:${'0'.repeat(64)}
`
  const secrets = `    secrets: { app-private-key: '\${{ secrets.KEY }}' }\n`
  return {
    ...shopFiles(shop),
    'promo.yaml': JSON.stringify({ ...config, images, environments }),
    'overlays/dev/kustomization.yaml': overlay,
    'overlays/staging/kustomization.yaml': overlay,
    '.github/workflows/release.yml': releaseWorkflow(
      scene,
      { promote: 'pull-request', 'app-id': app.appId },
      secrets,
    ).replace('branches: [main]', "branches: [main], paths-ignore: ['overlays/**']"),
  }
}

async function commits(range: string): Promise<number> {
  const counted = await runProgram({
    program: 'git',
    args: ['rev-list', '--count', range],
    cwd: scene.sandbox.github.repository(SHOP)?.path ?? '',
    env: { PATH: process.env['PATH'] ?? '' },
  })
  return Number(new TextDecoder().decode(counted.stdout))
}

test(
  'a promote job that dies after any call leaves one commit and one pull request',
  async () => {
    const { github } = scene.sandbox
    const calls = deadlyCalls(scene, 'api.github.com', github.handlers.get('api.github.com'), isDeadly)
    const { run, deaths } = await calls.play(
      ({ job }) => job.endsWith('/promote'),
      async () => (await scene.push(SHOP, files()))[0],
    )
    const { sha } = expectSuccess(run)
    expect(deaths).toBeGreaterThan(1)
    const pulls = await github.pullRequests(SHOP)
    const [pull] = pulls
    expect(pulls).toHaveLength(1)
    expect(pull).toMatchObject({ author: 'promoter[bot]', state: 'open', labels: ['promotion'] })
    expect(await commits(`${sha}..refs/heads/main`)).toBe(1)
    expect(await commits(`refs/heads/main..${pull?.facts.headSha ?? ''}`)).toBe(1)
  },
  PATIENCE,
)
