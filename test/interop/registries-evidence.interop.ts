import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES, type ImageName, type PinnedImage } from '@promo/core'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, copyImage, createRegistryClient, LEGACY_TAG } from '@promo/registry'
import { anImage, anIndex, pushImage } from '@promo/registry/testing'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { cosigns, expectPass, expectRefusal, writeWithCosign2, type Cosign } from './cosign.ts'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'
import { craneIn } from './registries/crane.ts'
import { REGISTRIES, type RegistryKind } from './registries/real-registries.ts'
import type { RunningRegistry } from './registries/running-registry.ts'
import { serveSigstore, type ServedSigstore } from './served-sigstore.ts'

jest.setTimeout(120_000)

const IDENTITY = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
const PASSWORD = { COSIGN_PASSWORD: 'secret' }
const PREDICATE = { scanner: { uri: 'https://example.com/scanner' } }
const LEGACY = '--new-bundle-format=false'

const client = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
const running = new Map<RegistryKind, RunningRegistry>()
let home: string
let bench: SigningBench
let sigstore: ServedSigstore
let cosign2: Cosign
let cosign3: Cosign

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promo-registries-evidence-'))
  bench = await createSigningBench()
  ;({ cosign2, cosign3 } = cosigns({ home, trustedRoot: bench.sigstore.trustedRoot, identity: IDENTITY }))
  sigstore = await serveSigstore(bench.sigstore)
  writeFileSync(join(home, 'signing_config.json'), sigstore.signingConfig)
  expectPass(await runTool(installedTool('cosign-2'), ['generate-key-pair'], home, PASSWORD))
  for (const kind of REGISTRIES) running.set(kind, await kind.start())
})

afterAll(async () => {
  for (const registry of running.values()) await registry.close()
  sigstore.close()
  rmSync(home, { recursive: true, force: true })
})

function nameIn(kind: RegistryKind, repository: string): ImageName {
  return parseImageName(`${running.get(kind)?.host ?? 'not.running'}/${repository}`)
}

async function pushed(kind: RegistryKind, repository: string): Promise<PinnedImage> {
  const name = nameIn(kind, repository)
  const index = anIndex([anImage(repository), anImage(repository, 'arm64')])
  await pushImage(client, name, index)
  return pinImage(name, index.descriptor.digest)
}

async function copied(image: PinnedImage, to: ImageName, evidence = true): Promise<PinnedImage> {
  const request = { from: { kind: 'image', image }, to, tags: [], evidence, onTagConflict: 'fail' } as const
  return pinImage(to, (await copyImage(request, { registry: client })).digest)
}

/** Keyless, as a bundle among the referrers: what cosign 3 does by default. */
async function signWithCosign3(image: PinnedImage): Promise<void> {
  const instance = ['--signing-config', 'signing_config.json', '--trusted-root', 'trusted_root.json']
  const token = ['--identity-token', await bench.issuer.issue(LEG_CLAIMS, 'sigstore')]
  const args = ['sign', '--yes', ...instance, ...token, `${image.name}@${image.digest}`]
  expectPass(await runTool(installedTool('cosign'), args, home))
}

/** With a key, under the tag of cosign 2. */
async function signWithCosign2(image: PinnedImage): Promise<void> {
  const args = ['sign', '--yes', '--key', 'cosign.key', '--tlog-upload=false', `${image.name}@${image.digest}`]
  expectPass(await runTool(installedTool('cosign-2'), args, home, PASSWORD))
}

function verifyKey(tool: string, image: PinnedImage, ...more: readonly string[]): Promise<ToolRun> {
  const key = ['--key', 'cosign.pub', '--insecure-ignore-tlog', ...more]
  return runTool(installedTool(tool), ['verify', ...key, `${image.name}@${image.digest}`], home)
}

async function signWithPromo(image: PinnedImage): Promise<void> {
  const ports = { registry: client, trust: bench.trust, signer: bench.signer() }
  const scan = { predicateType: PREDICATE_TYPES.scan, predicate: PREDICATE }
  await attestImages({ images: [image], ...scan, formats: EVIDENCE_FORMATS }, ports)
  await signImages({ images: [image], recursive: true, formats: EVIDENCE_FORMATS, annotations: {} }, ports)
}

describe.each(REGISTRIES)('evidence on images in $name', (from) => {
  const targets = REGISTRIES.filter((kind) => kind !== from)
  const place = REGISTRIES.indexOf(from)

  test('by cosign 2 and cosign 3 is verified by both in every other registry', async () => {
    const image = await pushed(from, 'signed/by-cosign')
    await signWithCosign3(image)
    await signWithCosign2(image)
    expect(await craneIn(home).tags(image.name)).toContain(LEGACY_TAG.signature(image.digest))
    for (const to of targets) {
      const copy = await copied(image, nameIn(to, `cosign/from-${place}`))
      expectPass(await cosign3(['verify'], copy))
      expectPass(await verifyKey('cosign-2', copy))
      expectPass(await verifyKey('cosign', copy, LEGACY))
    }
  })

  test('by cosign 2, keyless, is verified by both in every other registry', async () => {
    const image = await pushed(from, 'signed/by-cosign-2-keyless')
    const token = await bench.issuer.issue(LEG_CLAIMS, 'sigstore')
    await writeWithCosign2(['sign'], image, { home, flags: sigstore.flags, token })
    for (const to of targets) {
      const copy = await copied(image, nameIn(to, `cosign-2-keyless/from-${place}`))
      expectPass(await cosign2(['verify'], copy))
      expectPass(await cosign3(['verify'], copy))
    }
  })

  test('by promo, in both forms, is verified by cosign 2 and cosign 3 in every other registry', async () => {
    const image = await pushed(from, 'signed/by-promo')
    await signWithPromo(image)
    for (const to of targets) {
      const copy = await copied(image, nameIn(to, `promo/from-${place}`))
      expectPass(await cosign3(['verify'], copy))
      expectPass(await cosign3(['verify-attestation', '--type', PREDICATE_TYPES.scan], copy))
      expectPass(await cosign2(['verify'], copy))
      expectPass(await cosign2(['verify-attestation', '--type', PREDICATE_TYPES.scan], copy))
    }
  })

  test('is not there for cosign where it was left behind', async () => {
    const image = await pushed(from, 'signed/left-behind')
    await signWithPromo(image)
    for (const to of targets) {
      const copy = await copied(image, nameIn(to, `bare/from-${place}`), false)
      expectRefusal(await cosign3(['verify'], copy))
      expectRefusal(await cosign2(['verify'], copy))
    }
  })
})
