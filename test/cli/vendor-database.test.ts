import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { parseImageName, type Digest } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { createHttpClient, type HttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, OCI_MANIFEST } from '@promo/registry'
import { startSandbox, type Sandbox } from '@promo/sandbox'
import { startNetwork, type Network } from '@promo/sandbox/network'
import { createSandboxRegistry, type SandboxRegistry } from '@promo/sandbox/registry'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringDatabase } from '@promo/cli/demo/testing'

const REPOSITORY = 'aquasec/trivy-db'
const NAME = parseImageName('ghcr.io/aquasecurity/trivy-db')

let directory: string
let outside: Network
let vendor: SandboxRegistry
let http: HttpClient
let sandbox: Sandbox

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-online-'))
  outside = await startNetwork({ directory })
  vendor = createSandboxRegistry({ host: 'mirror.gcr.io' })
  outside.route('mirror.gcr.io', vendor.handler)
  http = createHttpClient({ environment: outside.environment, random: () => 0 })
  sandbox = await startSandbox({ directory: join(directory, 'sandbox') })
})

afterEach(async () => {
  await Promise.all([sandbox.close(), outside.close()])
  await rm(directory, { recursive: true })
})

/** What the vendor offers under the tag of the schema. */
function offer(): { readonly manifest: string; readonly layer: Digest } {
  const config = vendor.seedBlob(REPOSITORY, '{}')
  const layer = vendor.seedBlob(REPOSITORY, 'a database')
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: 'application/vnd.aquasec.trivy.config.v1+json', digest: config, size: 2 },
    layers: [{ mediaType: 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip', digest: layer, size: 10 }],
  })
  vendor.seedManifest(REPOSITORY, manifest, OCI_MANIFEST, '2')
  return { manifest, layer }
}

test('the vendor’s database stands in the sandbox, byte for byte, under the name that Trivy asks for', async () => {
  const { manifest, layer } = offer()
  expect(await bringDatabase(sandbox, http)).toMatch(
    /^vulnerability database: mirror\.gcr\.io\/aquasec\/trivy-db@sha256:/,
  )
  const own = createHttpClient({ environment: sandbox.network.environment })
  const registry = createRegistryClient({ http: own, credentials: ANONYMOUS })
  const served = await registry.manifest(NAME, { tag: '2' })
  expect(Buffer.from(served.bytes).toString()).toBe(manifest)
  expect(Buffer.from(await registry.readBlob(NAME, layer, 100)).toString()).toBe('a database')
})

test('a vendor that has none, or that cannot be reached, ends the demo with a code', async () => {
  await expectCode('databases-unreachable', () => bringDatabase(sandbox, http))
  const { message } = await expectCode('databases-unreachable', () =>
    bringDatabase(sandbox, createHttpClient({ environment: sandbox.network.environment })),
  )
  expect(message).toContain('mirror.gcr.io')
})
