import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { cosigns, writeWithCosign2 } from './cosign.ts'
import { installedTool, runTool } from './installed-tool.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'
import { serveSigstore, type ServedSigstore } from './served-sigstore.ts'

jest.setTimeout(60_000)

let home: string
let bench: SigningBench
let sigstore: ServedSigstore
let host: LoopbackHost
let registry: RegistryClient
let image: PinnedImage

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promo-interop-'))
  bench = await createSigningBench()
  sigstore = await serveSigstore(bench.sigstore)
  host = await serveLoopback(createSandboxRegistry().handler)
  writeFileSync(join(home, 'trusted_root.json'), bench.sigstore.trustedRoot)
  writeFileSync(join(home, 'signing_config.json'), sigstore.signingConfig)
  registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
  const built = anImage('signed by cosign')
  const name = parseImageName(`${host.host}/your-org/catalog`)
  await pushImage(registry, name, built)
  image = pinImage(name, built.descriptor.digest)
})

afterAll(() => {
  host.close()
  sigstore.close()
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

test('promo reads what cosign 2 signs and attests keyless', async () => {
  writeFileSync(join(home, 'predicate.json'), JSON.stringify({ from: 'cosign 2' }))
  const name = parseImageName(`${host.host}/your-org/orders`)
  const built = anImage('signed by cosign 2')
  await pushImage(registry, name, built)
  const orders = pinImage(name, built.descriptor.digest)
  cosigns({ home, trustedRoot: bench.sigstore.trustedRoot, identity: '' })
  const by = { home, flags: sigstore.flags, token: await bench.issuer.issue(LEG_CLAIMS, 'sigstore') }
  await writeWithCosign2(['sign'], orders, by)
  const attest = ['attest', '--type', PREDICATE_TYPES.spdx, '--predicate', join(home, 'predicate.json')]
  await writeWithCosign2(attest, orders, by)
  const { valid, invalid } = await collectEvidence(orders, { registry, trust: bench.trust })
  expect(invalid).toEqual([])
  expect(valid.map(({ storage, predicateType, claims }) => [storage, predicateType, claims.subject])).toEqual(
    [PREDICATE_TYPES.signature, PREDICATE_TYPES.spdx].map((predicateType) => [
      'legacy',
      predicateType,
      `https://github.com/${LEG_CLAIMS.job_workflow_ref}`,
    ]),
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
