import { generateKeyPairSync, createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { hexOf, parseImageName, pinImage, PREDICATE_TYPES, systemClock, type PinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { attestImages, collectEvidence, signImages, type WritingPorts } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import {
  createKeylessSigner,
  createKeySigner,
  readPublicKey,
  readSigningConfig,
  readTrustedRoot,
  type Signer,
} from '@promo/sigstore'
import { LEG_CLAIMS } from '../sigstore/signing.ts'
import { expectPass, expectRefusal } from './cosign.ts'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'
import { startRealSigstore, type RealSigstore } from './real-sigstore.ts'

jest.setTimeout(120_000)

const IDENTITY = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
const PREDICATE_TYPE = PREDICATE_TYPES.provenance
const PREDICATE = { buildDefinition: { buildType: 'https://example.com/b' }, runDetails: { builder: { id: IDENTITY } } }

const home = mkdtempSync(join(tmpdir(), 'promo-real-sigstore-'))
const http = createHttpClient({ environment: {} })
const registry = createRegistryClient({ http, credentials: ANONYMOUS })
let sigstore: RealSigstore
let server: LoopbackHost

beforeAll(async () => {
  sigstore = await startRealSigstore(home)
  server = await serveLoopback(createSandboxRegistry().handler)
  writeFileSync(join(home, 'trusted_root.json'), sigstore.trustedRoot)
  writeFileSync(join(home, 'signing_config.json'), sigstore.signingConfig)
})

afterAll(async () => {
  server.close()
  await sigstore.close()
  rmSync(home, { recursive: true, force: true })
})

async function push(text: string): Promise<PinnedImage> {
  const name = parseImageName(`${server.host}/your-org/app`)
  const image = anImage(text)
  await pushImage(registry, name, image)
  return pinImage(name, image.descriptor.digest)
}

function keylessSigner(): Signer {
  return createKeylessSigner({
    http,
    clock: systemClock,
    instance: readSigningConfig(sigstore.signingConfig, new Date()),
    token: (audience) => sigstore.issuer.issue(LEG_CLAIMS, audience),
  })
}

async function signAndAttest(images: readonly PinnedImage[], ports: WritingPorts): Promise<number> {
  const attested = await attestImages(
    { images, predicateType: PREDICATE_TYPE, predicate: PREDICATE, formats: ['bundle'] },
    ports,
  )
  const signed = await signImages({ images, recursive: false, formats: ['bundle'], annotations: {} }, ports)
  return [...attested, ...signed].filter(({ existing }) => !existing).length
}

/** There is no certificate log here, and cosign asks for one unless it is told. */
function cosign(command: string, args: readonly string[], image: PinnedImage): Promise<ToolRun> {
  const root = ['--trusted-root', join(home, 'trusted_root.json'), '--insecure-ignore-sct']
  return runTool(installedTool('cosign'), [command, ...args, ...root, `${image.name}@${image.digest}`], home)
}

describe('what promo signs as a job through Fulcio, a timestamp authority and a Rekor v2 log', () => {
  let image: PinnedImage
  let ports: WritingPorts

  beforeAll(async () => {
    image = await push('keyless')
    ports = { registry, trust: readTrustedRoot(sigstore.trustedRoot), signer: keylessSigner() }
    expect(await signAndAttest([image], ports)).toBe(2)
  })

  const by = (identity: string): readonly string[] => [
    ...['--certificate-identity', identity, '--certificate-oidc-issuer', sigstore.issuerUrl],
  ]

  test('promo verifies, with the claims that Fulcio took from the token', async () => {
    const { valid, invalid } = await collectEvidence(image, ports)
    expect(invalid).toEqual([])
    expect(valid.map(({ claims }) => claims)).toEqual(
      [1, 2].map(() =>
        expect.objectContaining({
          subject: IDENTITY,
          issuer: sigstore.issuerUrl,
          buildSignerDigest: LEG_CLAIMS.job_workflow_sha,
          sourceRepositoryId: LEG_CLAIMS.repository_id,
          runInvocationUri: `https://github.com/${LEG_CLAIMS.repository}/actions/runs/777/attempts/2`,
        }),
      ),
    )
    expect(
      valid.every(({ signedAt, logIndex }) => Math.abs(Date.now() - signedAt.getTime()) < 60_000 && logIndex),
    ).toBe(true)
  })

  test('cosign 3 verifies, and refuses another identity and an unsigned digest', async () => {
    expectPass(await cosign('verify', by(IDENTITY), image))
    const attestation = await cosign('verify-attestation', ['--type', PREDICATE_TYPE, ...by(IDENTITY)], image)
    expectPass(attestation)
    const [line = ''] = attestation.stdout.trim().split('\n')
    const { payload } = JSON.parse(line) as { readonly payload: string }
    expect(JSON.parse(Buffer.from(payload, 'base64').toString())).toMatchObject({
      subject: [{ digest: { sha256: hexOf(image.digest) } }],
    })
    expectRefusal(await cosign('verify', by(`${IDENTITY}x`), image))
    expectRefusal(await cosign('verify', by(IDENTITY), await push('unsigned')))
  })

  test('is not signed again', async () => {
    expect(await signAndAttest([image], ports)).toBe(0)
  })

  test('waits for its checkpoints together: twenty signatures take no twenty seconds', async () => {
    const images = await Promise.all(Array.from({ length: 20 }, (_, index) => push(`many ${String(index)}`)))
    const started = Date.now()
    await signImages({ images, recursive: false, formats: ['bundle'], annotations: {} }, ports)
    expect(Date.now() - started).toBeLessThan(15_000)
  })

  test('is refused in the legacy format before anything is signed', async () => {
    const other = await push('legacy')
    await expectCode('legacy-needs-log', () =>
      signImages({ images: [other], recursive: false, formats: ['bundle', 'legacy'], annotations: {} }, ports),
    )
    expect((await collectEvidence(other, ports)).valid).toEqual([])
  })

  test('verifies with no root of another instance', async () => {
    const stranger = { ...ports, trust: readTrustedRoot(foreignRoot(sigstore.trustedRoot)) }
    const { valid, invalid } = await collectEvidence(image, stranger)
    expect(valid).toEqual([])
    expect(new Set(invalid.map(({ code }) => code))).toEqual(new Set(['signature-invalid']))
  })
})

describe.each([
  ['P-256', [], () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  [
    'P-384',
    ['--signature-digest-algorithm=sha384'],
    () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  ],
  ['RSA', [], () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
  ['Ed25519', [], () => generateKeyPairSync('ed25519').privateKey],
] as const)('what promo signs with a key of the kind %s', (kind, options, generate) => {
  const privateKey = generate()
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const publicKey = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString()
  const keyFile = join(home, `${kind}.pub`)

  async function signed(text: string, signingConfig: string): Promise<PinnedImage> {
    writeFileSync(keyFile, publicKey)
    const image = await push(text)
    const instance = readSigningConfig(signingConfig, new Date())
    const signer = createKeySigner({ http, key: { pem }, instance })
    const keys = { keys: [readPublicKey(publicKey)], unlogged: !signer.isLogged }
    const ports = { registry, trust: readTrustedRoot(sigstore.trustedRoot), signer, keys }
    expect(await signAndAttest([image], ports)).toBe(2)
    expect(await signAndAttest([image], ports)).toBe(0)
    expect((await collectEvidence(image, ports)).keyed.map(({ signer: by }) => by)).toEqual(
      [1, 2].map(() => ({ kind: 'key', keyId: readPublicKey(publicKey).keyId })),
    )
    return image
  }

  test('and logs, cosign 3 verifies as far as it can, and one that logs cannot hold is refused', async () => {
    if (kind === 'Ed25519') {
      await expectCode('key-unsupported', () => signed('refused', sigstore.signingConfig))
      return
    }
    const image = await signed(`${kind} logged`, sigstore.signingConfig)
    expectPass(await cosign('verify', ['--key', keyFile, ...options], image))
    // verify-attestation has no option for the digest, and takes SHA-256.
    const attestation = await cosign('verify-attestation', ['--type', PREDICATE_TYPE, '--key', keyFile], image)
    if (options.length === 0) expectPass(attestation)
    else expectRefusal(attestation)
  })

  test('alone, cosign 3 verifies when it asks for no log', async () => {
    const nobody = {
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      rekorTlogConfig: {},
      tsaConfig: {},
    }
    const image = await signed(`${kind} alone`, JSON.stringify(nobody))
    expectPass(await cosign('verify', ['--key', keyFile, ...options, '--insecure-ignore-tlog'], image))
    expectRefusal(await cosign('verify', ['--key', keyFile, ...options], image))
  })
})

/** The same root with the times of its certificate authority in the past. */
function foreignRoot(text: string): string {
  const root = JSON.parse(text) as { certificateAuthorities: { validFor: { start: string; end?: string } }[] }
  for (const { validFor } of root.certificateAuthorities) validFor.end = '2021-01-01T00:00:00Z'
  return JSON.stringify(root)
}
