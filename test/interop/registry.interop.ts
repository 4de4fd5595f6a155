import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage, PREDICATE_TYPES, type ImageName, type PinnedImage } from '@promo/core'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import {
  ANONYMOUS,
  copyImage,
  createRegistryClient,
  OCI_CONFIG,
  OCI_MANIFEST,
  platformsOf,
  type RegistryClient,
} from '@promo/registry'
import { anImage, anIndex, pointer, pushImage, type BuiltManifest } from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'

/** Real tools on a busy machine. */
jest.setTimeout(60_000)

const hosts: LoopbackHost[] = []
const client: RegistryClient = createRegistryClient({
  http: createHttpClient({ environment: {} }),
  credentials: ANONYMOUS,
})
let home: string
let bench: SigningBench

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'promo-registry-interop-'))
  bench = await createSigningBench()
  await writeFile(join(home, 'trusted_root.json'), bench.sigstore.trustedRoot)
})

afterAll(async () => {
  for (const host of hosts) host.close()
  await rm(home, { recursive: true, force: true })
})

async function open(switches: Partial<RegistrySwitches>): Promise<{ registry: SandboxRegistry; name: ImageName }> {
  const registry = createSandboxRegistry({ switches })
  const host = await serveLoopback(registry.handler)
  hosts.push(host)
  return { registry, name: parseImageName(`${host.host}/your-org/catalog`) }
}

async function push(name: ImageName, image: BuiltManifest): Promise<PinnedImage> {
  await pushImage(client, name, image)
  return pinImage(name, image.descriptor.digest)
}

function verify(image: PinnedImage, ...more: readonly string[]): Promise<ToolRun> {
  const identity = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
  const signer = ['--certificate-identity', identity, '--certificate-oidc-issuer', ISSUER]
  const root = ['--trusted-root', join(home, 'trusted_root.json')]
  return runTool(installedTool('cosign'), [...more, ...root, ...signer, `${image.name}@${image.digest}`], home)
}

function expectPass(run: ToolRun): void {
  expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' })
}

/** An image whose one layer is a real, empty tar. */
function anEmptyImage(): BuiltManifest {
  const layer = new Uint8Array(1024)
  const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] }
  const config = Buffer.from(
    JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs, history: [{ created_by: 'test' }] }),
  )
  const layers = [pointer('application/vnd.oci.image.layer.v1.tar', layer)]
  const content = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: pointer(OCI_CONFIG, config), layers }
  const bytes = Buffer.from(JSON.stringify(content))
  return { descriptor: pointer(OCI_MANIFEST, bytes), bytes, blobs: [config, layer], children: [] }
}

const SETTINGS = ['api', 'none'] as const
const PAIRS = SETTINGS.flatMap((from) => SETTINGS.map((to) => [from, to] as const))

describe.each(PAIRS)('evidence that promo copied from referrers %s to referrers %s', (from, to) => {
  let copied: PinnedImage

  beforeAll(async () => {
    const source = await open({ referrers: from })
    const target = await open({ referrers: to })
    const image = await push(source.name, anIndex([anImage('copied'), anImage('copied', 'arm64')]))
    const ports = { registry: client, trust: bench.trust, signer: bench.signer() }
    const predicate = { scanner: { uri: 'https://example.com/scanner' } }
    await attestImages(
      { images: [image], predicateType: PREDICATE_TYPES.scan, predicate, formats: EVIDENCE_FORMATS },
      ports,
    )
    await signImages({ images: [image], recursive: true, formats: EVIDENCE_FORMATS, annotations: {} }, ports)
    const request = {
      from: { kind: 'image', image },
      to: target.name,
      tags: ['v1'],
      evidence: true,
      onTagConflict: 'fail',
    } as const
    copied = pinImage(target.name, (await copyImage(request, { registry: client })).digest)
  })

  test('is verified by cosign 3 on the index and on each platform, in both forms', async () => {
    const platforms = await platformsOf(client, copied)
    for (const { digest } of [copied, ...platforms]) {
      const image = pinImage(copied.name, digest)
      expectPass(await verify(image, 'verify'))
      expectPass(await verify(image, 'verify', '--new-bundle-format=false'))
    }
  })

  test('is verified by cosign 3 as an attestation, in both forms', async () => {
    expectPass(await verify(copied, 'verify-attestation', '--type', PREDICATE_TYPES.scan))
    expectPass(await verify(copied, 'verify-attestation', '--type', PREDICATE_TYPES.scan, '--new-bundle-format=false'))
  })
})

describe('the sandbox registry', () => {
  test('is written by the Go registry client, index and platforms, to the same digest', async () => {
    const source = await open({})
    const target = await open({ mounts: false })
    const image = await push(source.name, anIndex([anImage('by cosign'), anImage('by cosign', 'arm64')]))
    const names = [`${source.name}@${image.digest}`, `${target.name}:v1`]
    expectPass(await runTool(installedTool('cosign'), ['copy', '--allow-http-registry', ...names], home))
    expect(target.registry.tags('your-org/catalog').get('v1')).toBe(image.digest)
    expect(await platformsOf(client, pinImage(target.name, image.digest))).toHaveLength(2)
  })

  test('is read by syft', async () => {
    const { name } = await open({})
    const image = await push(name, anEmptyImage())
    const variables = { SYFT_REGISTRY_INSECURE_USE_HTTP: 'true', SYFT_CHECK_FOR_APP_UPDATE: 'false' }
    const run = await runTool(
      installedTool('syft'),
      ['scan', `registry:${image.name}@${image.digest}`, '-o', 'json', '-q'],
      home,
      variables,
    )
    expectPass(run)
    expect(JSON.parse(run.stdout)).toMatchObject({ source: { metadata: { manifestDigest: image.digest } } })
  })
})
