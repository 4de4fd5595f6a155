import { X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { hexOf, parseImageName, parseDigest, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import * as z from 'zod/mini'
import { aLayout, bundleAt, endOf, GATE_WORKFLOW, IMAGE, setHappyScene, type JobStart } from '../actions/happy-scene.ts'
import { cosigns, expectPass, expectRefusal, type Cosign } from './cosign.ts'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'

/** What other programs say of verdicts that verify-evidence attested, in the sandbox's ghcr.io. */
jest.setTimeout(120_000)

const ISSUER = 'https://token.actions.githubusercontent.com'
/** As docs/guarantees.md names it. */
const VERIFIER = 'https://org.github.io/promo/verify-evidence/v1'
const GATE = `https://github.com/${GATE_WORKFLOW}@refs/tags/v1`
const LEG = GATE.replace('promotion-gate.yml', 'leg.yml')

interface AttestedVerdict {
  readonly image: PinnedImage
  /** Files with the bundle, with the envelope in it, and with the public key in its certificate. */
  readonly bundle: string
  readonly envelope: string
  readonly key: string
}

const home = mkdtempSync(join(tmpdir(), 'promo-verdicts-'))
const scene = await setHappyScene()
let cosign3: Cosign
let passed: AttestedVerdict
let refused: AttestedVerdict

beforeAll(async () => {
  const { network, sigstore } = scene.sandbox
  ;({ cosign3 } = cosigns({
    ...{ home, trustedRoot: sigstore.trustedRoot, identity: GATE },
    variables: network.environment,
  }))
  writeDockerConfig(scene.token)
  passed = await judge('sealed', true)
  refused = await judge('unsigned', false)
})
afterAll(async () => {
  await scene.close()
  rmSync(home, { recursive: true, force: true })
})

function writeDockerConfig(token: string): void {
  const auth = Buffer.from(`developer:${token}`).toString('base64')
  mkdirSync(join(home, '.docker'))
  writeFileSync(join(home, '.docker', 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }))
}

async function run(action: string, start: JobStart): Promise<ReadonlyMap<string, string>> {
  const ended = await scene.run(action, start)
  if (ended.code !== 0) throw new Error(ended.log)
  return ended.outputs
}

/** Builds an image, signs it or not, and lets the gate attest what it thinks of it. */
async function judge(text: string, isSigned: boolean): Promise<AttestedVerdict> {
  const trusted = { 'trusted-root': scene.sandbox.sigstore.trustedRoot }
  const artifact = `promo.build-${text}`
  const build = { image: IMAGE, leg: 'catalog', builder: 'layout', layout: 'out', artifact }
  const built = await run('build-by-digest', { inputs: build, files: aLayout(text) })
  const images = built.get('image') ?? ''
  const from = { 'from-artifact': artifact, 'from-artifact-digest': built.get('artifact-digest') ?? '' }
  if (isSigned) await run('keyless-sign', { inputs: { images, ...from, ...trusted } })
  const inputs = { environment: 'dev', images, 'attest-verdict': 'true', ...trusted }
  const judged = await scene.run('verify-evidence', { inputs, variables: scene.gate })
  expect(endOf(judged)).toEqual(isSigned ? [0, 'pass', ''] : [1, 'findings', 'signature-missing'])
  const image = pinImage(parseImageName(IMAGE), parseDigest(built.get('digest') ?? ''))
  return { image, ...filesOf(text, bundleAt(scene, judged.outputs.get('vsa-digest') ?? '')) }
}

const bundleShape = z.object({
  dsseEnvelope: z.unknown(),
  verificationMaterial: z.object({ certificate: z.object({ rawBytes: z.string() }) }),
})

function filesOf(text: string, bundle: Buffer): Omit<AttestedVerdict, 'image'> {
  const { dsseEnvelope, verificationMaterial } = bundleShape.parse(JSON.parse(bundle.toString()))
  const { publicKey } = new X509Certificate(Buffer.from(verificationMaterial.certificate.rawBytes, 'base64'))
  const write = (name: string, content: string | Buffer): string => {
    const path = join(home, `${text}.${name}`)
    writeFileSync(path, content)
    return path
  }
  return {
    bundle: write('sigstore.json', bundle),
    envelope: write('dsse.json', JSON.stringify(dsseEnvelope)),
    key: write('pub', publicKey.export({ type: 'spki', format: 'pem' })),
  }
}

const envelopeShape = z.object({ payload: z.string() })
const statementShape = z.object({ predicate: z.object({ verificationResult: z.string() }) })

/** What the statement says that cosign prints: whoever relies on a verdict reads it there. */
function resultOf({ stdout }: ToolRun): string {
  const { payload } = envelopeShape.parse(JSON.parse(stdout))
  return statementShape.parse(JSON.parse(Buffer.from(payload, 'base64').toString())).predicate.verificationResult
}

describe('cosign 3', () => {
  const ofType = (type: string): readonly string[] => ['verify-attestation', '--type', type]
  const alone = ({ bundle, image }: AttestedVerdict, identity: string): Promise<ToolRun> => {
    const about = ['--digest', hexOf(image.digest), '--digestAlg', 'sha256', '--type', PREDICATE_TYPES.verdict]
    const signer = ['--certificate-identity', identity, '--certificate-oidc-issuer', ISSUER]
    const trust = ['--trusted-root', join(home, 'trusted_root.json')]
    return runTool(
      installedTool('cosign'),
      ['verify-blob-attestation', '--bundle', bundle, ...about, ...signer, ...trust],
      home,
    )
  }

  test('verifies a verdict on the image by its type and the identity of the gate, and by no other', async () => {
    const verified = await cosign3(ofType(PREDICATE_TYPES.verdict), passed.image)
    expectPass(verified)
    expect(resultOf(verified)).toBe('PASSED')
    expectRefusal(await cosign3(ofType(PREDICATE_TYPES.verdict), passed.image, LEG))
    expectRefusal(await cosign3(ofType(PREDICATE_TYPES.scan), passed.image))
  })

  test('verifies its bundle alone, about this image by this gate', async () => {
    expectPass(await alone(passed, GATE))
    expect((await alone(passed, LEG)).stderr).toMatch(/no matching CertificateIdentity found/)
    expect((await alone({ ...passed, image: refused.image }, GATE)).stderr).toMatch(/digest/)
  })

  test('verifies a refusal as well: the result is for the reader', async () => {
    const verified = await cosign3(ofType(PREDICATE_TYPES.verdict), refused.image)
    expectPass(verified)
    expect(resultOf(verified)).toBe('FAILED')
    expectPass(await alone(refused, GATE))
  })
})

describe('slsa-verifier', () => {
  const resource = ({ image }: AttestedVerdict, environment = 'dev'): string =>
    `pkg:oci/catalog@sha256%3A${hexOf(image.digest)}?environment=${environment}&repository_url=${encodeURIComponent(IMAGE)}`

  const verifyVsa = (verdict: AttestedVerdict, changes: Readonly<Record<string, string>> = {}): Promise<ToolRun> => {
    const options = {
      'attestation-path': verdict.envelope,
      'public-key-path': verdict.key,
      'subject-digest': verdict.image.digest,
      'verifier-id': VERIFIER,
      'resource-uri': resource(verdict),
      'verified-level': 'PROMO_GATE_DEV',
      ...changes,
    }
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
    return runTool(installedTool('slsa-verifier'), ['verify-vsa', ...args], home)
  }

  test('verifies the envelope of a verdict with the key in its certificate, and each field as asked', async () => {
    expectPass(await verifyVsa(passed))
  })

  test.each([
    ['another image', { 'subject-digest': `sha256:${'0'.repeat(64)}` }, /expected digest not found/],
    ['another verifier', { 'verifier-id': 'https://example.com/verifier' }, /verifier ID mismatch/],
    ['another level', { 'verified-level': 'PROMO_GATE_PROD' }, /expected verified level not found/],
    ['a level of SLSA', { 'verified-level': 'SLSA_BUILD_LEVEL_1' }, /expected SLSA level not found/],
  ])('refuses a verdict when it is asked for %s', async (_what, changes, says) => {
    const { code, stderr } = await verifyVsa(passed, changes)
    expect([code, stderr]).toEqual([1, expect.stringMatching(says)])
  })

  test('refuses a verdict for another environment, and one by another key', async () => {
    const elsewhere = await verifyVsa(passed, { 'resource-uri': resource(passed, 'prod') })
    expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringMatching(/resource URI mismatch/)])
    const forged = await verifyVsa(passed, { 'public-key-path': refused.key })
    expect([forged.code, forged.stderr]).toEqual([
      1,
      expect.stringMatching(/no matching signatures|verifying envelope/i),
    ])
  })

  test('refuses a refusal', async () => {
    const { code, stderr } = await verifyVsa(refused, { 'verified-level': 'FAILED' })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/verification result is not Passed: FAILED/)])
  })

  test('reads no bundle', async () => {
    const { code, stderr } = await verifyVsa(passed, { 'attestation-path': passed.bundle })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/expected payload type/)])
  })
})
