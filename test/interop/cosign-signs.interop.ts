import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { installedTool, runTool } from './installed-tool.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

jest.setTimeout(60_000)

const hosts: LoopbackHost[] = []
let home: string
let bench: SigningBench
let registry: RegistryClient
let image: PinnedImage

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promo-interop-'))
  bench = await createSigningBench()
  writeFileSync(join(home, 'trusted_root.json'), bench.sigstore.trustedRoot)
  writeFileSync(join(home, 'signing_config.json'), await signingConfig(bench))
  const name = parseImageName(`${await served(createSandboxRegistry().handler)}/your-org/catalog`)
  registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
  const built = anImage('signed by cosign')
  for (const blob of built.blobs) {
    await registry.putBlob(name, { digest: digestOf(blob), size: blob.byteLength, open: () => once(blob) })
  }
  image = pinImage(name, await registry.putManifest(name, built.bytes, built.descriptor.mediaType))
})

afterAll(() => {
  for (const host of hosts) host.close()
  rmSync(home, { recursive: true, force: true })
})

test('promo reads what cosign 3 signs and attests with the services of the sandbox', async () => {
  writeFileSync(join(home, 'predicate.json'), JSON.stringify({ from: 'cosign' }))
  await cosign('sign', '--yes')
  await cosign('attest', '--yes', '--type', PREDICATE_TYPES.spdx, '--predicate', join(home, 'predicate.json'))
  const { valid, invalid } = await collectEvidence(image, { registry, trust: bench.trust })
  expect(invalid).toEqual([])
  expect(valid.map(({ predicateType, claims }) => ({ predicateType, subject: claims.subject }))).toEqual(
    [PREDICATE_TYPES.signature, PREDICATE_TYPES.spdx].map((predicateType) => ({
      predicateType,
      subject: `https://github.com/${LEG_CLAIMS.job_workflow_ref}`,
    })),
  )
})

async function cosign(...args: readonly string[]): Promise<void> {
  const token = await bench.issuer.issue(LEG_CLAIMS, 'sigstore')
  const instance = [
    '--signing-config',
    join(home, 'signing_config.json'),
    '--trusted-root',
    join(home, 'trusted_root.json'),
  ]
  const run = await runTool(
    installedTool('cosign'),
    [...args, ...instance, '--identity-token', token, `${image.name}@${image.digest}`],
    home,
  )
  expect(run.code === 0 ? '' : run.stderr).toBe('')
}

async function signingConfig({ sigstore }: SigningBench): Promise<string> {
  const service = async (host: string, path = ''): Promise<unknown> => {
    const handler = sigstore.handlers.get(host)
    if (handler === undefined) throw new Error(`no ${host}`)
    const url = `http://${await served(handler)}${path}`
    return { url, majorApiVersion: 1, validFor: { start: '2020-01-01T00:00:00Z' }, operator: 'sandbox' }
  }
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [await service('fulcio.sigstore.dev')],
    rekorTlogUrls: [await service('rekor.sigstore.dev')],
    tsaUrls: [await service('timestamp.sigstore.dev', '/api/v1/timestamp')],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  })
}

async function served(handler: Parameters<typeof serveLoopback>[0]): Promise<string> {
  const host = await serveLoopback(handler)
  hosts.push(host)
  return host.host
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}
