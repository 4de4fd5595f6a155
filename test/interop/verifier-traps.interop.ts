import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { attestImages, collectEvidence, EVIDENCE_FORMATS, signImages, type EvidenceFormat } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { evaluateImage } from '@promo/policy'
import { anInput } from '@promo/policy/testing'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { cosigns, expectPass, expectRefusal, type Cosign } from './cosign.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

/** What verifiers take for a signature, and what promo does for it and does not. */
jest.setTimeout(60_000)

const LEG = LEG_CLAIMS.job_workflow_ref
const REFUSE = LEG.replace('leg.yml', 'refuse.yml')

let home: string
let bench: SigningBench
let host: LoopbackHost
let registry: RegistryClient
let cosign2: Cosign
let cosign3: Cosign

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promo-traps-'))
  bench = await createSigningBench()
  const { trustedRoot } = bench.sigstore
  ;({ cosign2, cosign3 } = cosigns({ home, trustedRoot, identity: `https://github.com/${LEG}` }))
  host = await serveLoopback(createSandboxRegistry().handler)
  registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
})
afterAll(() => {
  host.close()
  rmSync(home, { recursive: true, force: true })
})

async function pushed(text: string): Promise<PinnedImage> {
  const name = parseImageName(`${host.host}/your-org/${text}`)
  const built = anImage(text)
  await pushImage(registry, name, built)
  return pinImage(name, built.descriptor.digest)
}

function portsOf(workflow: string): Parameters<typeof signImages>[1] {
  return { registry, trust: bench.trust, signer: bench.signer({ claims: { job_workflow_ref: workflow } }) }
}

async function attestScan(image: PinnedImage, workflow: string): Promise<void> {
  const predicate = { scanner: { uri: 'https://example.com/scanner' } }
  const scan = { predicateType: PREDICATE_TYPES.scan, predicate, formats: EVIDENCE_FORMATS }
  await attestImages({ images: [image], ...scan }, portsOf(workflow))
}

async function sign(image: PinnedImage, formats: readonly EvidenceFormat[]): Promise<void> {
  await signImages({ images: [image], recursive: false, formats, annotations: {} }, portsOf(LEG))
}

/** Codes of the gate's rule `signature`, which trusts leg.yml; none when it passes. */
async function signatureFaults(image: PinnedImage): Promise<readonly string[]> {
  const { valid } = await collectEvidence(image, { registry, trust: bench.trust })
  const evidence = valid.map((each) => ({ ...each, signer: { kind: 'certificate', claims: each.claims } as const }))
  const input = anInput({ digest: image.digest, evidence })
  const { rules } = evaluateImage({ ...input, policy: { signature: { required: true } } })
  return rules.filter(({ rule, outcome }) => rule === 'signature' && outcome !== 'pass').map(({ code }) => code)
}

describe('an attestation in place of a signature', () => {
  test('is taken for one by cosign 3, by no other of them and not by promo', async () => {
    const image = await pushed('attested-only')
    await attestScan(image, LEG)
    expectPass(await cosign3(['verify'], image))
    expectRefusal(await cosign3(['verify', '--new-bundle-format=false'], image))
    expectRefusal(await cosign2(['verify'], image))
    expect(await signatureFaults(image)).toEqual(['signature-missing'])
    await sign(image, EVIDENCE_FORMATS)
    expect(await signatureFaults(image)).toEqual([])
  })

  test('is none when it refuses an image: that is said under another identity', async () => {
    const image = await pushed('refused')
    await attestScan(image, REFUSE)
    expectPass(await cosign3(['verify'], image, `https://github.com/${REFUSE}`))
    for (const cosign of [cosign2, cosign3]) expectRefusal(await cosign(['verify'], image))
    expect(await signatureFaults(image)).toEqual(['signature-missing'])
  })
})

describe('the bundle of somebody else on an image', () => {
  test('hides a legacy signature from cosign 3, and from it alone', async () => {
    const image = await pushed('shadowed')
    await sign(image, ['legacy'])
    for (const cosign of [cosign2, cosign3]) expectPass(await cosign(['verify'], image))
    await attestScan(image, REFUSE)
    expectRefusal(await cosign3(['verify'], image))
    expectPass(await cosign3(['verify', '--new-bundle-format=false'], image))
    expectPass(await cosign2(['verify'], image))
    expect(await signatureFaults(image)).toEqual([])
  })

  test('hides nothing when the signature is a bundle too', async () => {
    const image = await pushed('beside')
    await attestScan(image, REFUSE)
    await sign(image, EVIDENCE_FORMATS)
    for (const cosign of [cosign2, cosign3]) expectPass(await cosign(['verify'], image))
  })
})
