import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import {
  BOOKSTORE,
  expectRun,
  hostTools,
  provideTools,
  pushFirst,
  pushUnsigned,
  releasedDigest,
  setScene,
  tamperWith,
  type Scene,
} from '@promo/cli/demo/testing'
import { parseImageName, pinImage, PREDICATE_TYPES, type Digest, type PinnedImage } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, platformsOf } from '@promo/registry'
import { startSandbox, type Sandbox } from '@promo/sandbox'
import { cosigns, expectPass, expectRefusal, type Cosign } from './cosign.ts'

/** The demo as far as its release, then the programs that anybody has: what they say of the images it made. */
jest.setTimeout(240_000)

const CATALOG = 'your-org/bookstore-catalog'
const IDENTITY = 'https://github.com/org/promo/.github/workflows/leg.yml@refs/tags/v1'

let directory: string
let sandbox: Sandbox
let scene: Scene
let released: Digest
let verifiers: readonly Cosign[]

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'promo-demo-images-'))
  const tools = await provideTools(() => undefined)
  const host = await hostTools()
  sandbox = await startSandbox({ directory: join(directory, 'sandbox'), hostTools: host })
  scene = await setScene({ sandbox, directory, toolDirectory: tools.directory, hostTools: host })
  await pushFirst(scene.bookstore, BOOKSTORE)
  await expectRun(sandbox, 'release')
  released = releasedDigest(scene, CATALOG)
  const home = join(directory, 'cosign')
  mkdirSync(home)
  const { trustedRoot } = sandbox.sigstore
  const { cosign2, cosign3 } = cosigns({
    home,
    trustedRoot,
    identity: IDENTITY,
    variables: sandbox.network.environment,
  })
  verifiers = [cosign2, cosign3]
})
afterAll(async () => {
  await sandbox.close()
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
})

const imageOf = (digest: Digest): PinnedImage => pinImage(parseImageName(`ghcr.io/${CATALOG}`), digest)

const SIGNATURE = ['verify']
const SBOM = ['verify-attestation', '--type', PREDICATE_TYPES.spdx]

/** Every platform has an SBOM of its own. */
async function platforms(image: PinnedImage): Promise<readonly PinnedImage[]> {
  const http = createHttpClient({ environment: sandbox.network.environment })
  const registry = createRegistryClient({ http, credentials: ANONYMOUS })
  return (await platformsOf(registry, image)).map(({ digest }) => pinImage(image.name, digest))
}

test('cosign 2 and 3 verify the signatures and the SBOM attestations of what the demo released', async () => {
  const image = imageOf(released)
  const leaves = await platforms(image)
  expect(leaves).not.toEqual([])
  for (const cosign of verifiers) {
    for (const each of [image, ...leaves]) expectPass(await cosign(SIGNATURE, each))
    for (const each of leaves) expectPass(await cosign(SBOM, each))
  }
})

test('cosign 2 and 3 refuse what the demo’s gate refuses', async () => {
  for (const digest of [await pushUnsigned(scene), tamperWith(scene, released)]) {
    expect(digest).not.toBe(released)
    for (const cosign of verifiers) {
      for (const check of [SIGNATURE, SBOM]) expectRefusal(await cosign(check, imageOf(digest)))
    }
  }
})
