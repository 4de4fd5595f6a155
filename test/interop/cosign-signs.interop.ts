import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { readPublicKey, type AcceptedKeys } from '@promo/sigstore'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { cosigns, expectPass, publicMaterialIn, writeWithCosign2 } from './cosign.ts'
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

describe('promo reads what cosign signs and attests with a key', () => {
  const secret = { COSIGN_PASSWORD: 'a password' }
  let keys: AcceptedKeys

  beforeAll(async () => {
    expectPass(await runTool(installedTool('cosign'), ['generate-key-pair'], home, secret))
    keys = { keys: [readPublicKey(readFileSync(join(home, 'cosign.pub'), 'utf8'))] }
    writeFileSync(join(home, 'predicate.json'), JSON.stringify({ from: 'a key' }))
    cosigns({ home, trustedRoot: bench.sigstore.trustedRoot, identity: '' })
  })

  test.each([
    ['cosign-2', 'legacy', (): readonly string[] => sigstore.flags],
    ['cosign', 'bundle', (): readonly string[] => ['--signing-config', join(home, 'signing_config.json')]],
  ] as const)('of %s, and only when the key is accepted', async (tool, storage, services) => {
    const name = parseImageName(`${host.host}/your-org/keyed-${tool}`)
    const built = anImage(`signed by ${tool} with a key`)
    await pushImage(registry, name, built)
    const keyed = pinImage(name, built.descriptor.digest)
    const options = ['--yes', '--key', 'cosign.key', ...services(), `${name}@${keyed.digest}`]
    const variables = { ...secret, ...publicMaterialIn(home) }
    const attestation = ['--type', PREDICATE_TYPES.spdx, '--predicate', join(home, 'predicate.json')]
    expectPass(await runTool(installedTool(tool), ['sign', ...options], home, variables))
    expectPass(await runTool(installedTool(tool), ['attest', ...attestation, ...options], home, variables))

    const found = await collectEvidence(keyed, { registry, trust: bench.trust, keys })
    expect(found.keyed.map((each) => [each.storage, each.predicateType, each.signer.keyId])).toEqual(
      [PREDICATE_TYPES.signature, PREDICATE_TYPES.spdx].map((type) => [storage, type, keys.keys[0]?.keyId]),
    )
    const unasked = await collectEvidence(keyed, { registry, trust: bench.trust })
    expect([unasked.valid, unasked.keyed, unasked.invalid.map(({ code }) => code)]).toEqual([
      [],
      [],
      ['signature-invalid', 'signature-invalid'],
    ])
  })
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
