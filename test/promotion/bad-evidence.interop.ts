import { describe, expect, jest, test } from '@jest/globals'
import {
  digestOf,
  parseCommit,
  parseEnvironmentName,
  parseLegName,
  pinImage,
  PREDICATE_TYPES,
  type PinnedImage,
} from '@promo/core'
import { attestImages, signImages, type EvidenceFormat } from '@promo/evidence'
import { gateImages } from '@promo/promotion'
import { forgeOf, REPOSITORY as CONFIG_REPOSITORY } from '@promo/promotion/testing'
import { ANONYMOUS, createRegistryClient, fallbackTag, OCI_INDEX, type RegistryClient } from '@promo/registry'
import { anImage, httpOver, pushImage } from '@promo/registry/testing'
import type { GitHubClaims } from '@promo/sandbox/oidc'
import { createSandboxRegistry, type RegistrySwitches, type SandboxRegistry } from '@promo/sandbox/registry'
import { APP, REPOSITORY } from '../evidence/scene.ts'
import { seedReferrer } from '../evidence/seed.ts'
import { BAD_SIGNATURES, createBadSignatureBench } from '../sigstore/bad-signatures.ts'
import { LEG_CLAIMS, statementAbout } from '../sigstore/signing.ts'

jest.setTimeout(60_000)

const LEG = 'org/promo/.github/workflows/leg.yml'
const ISSUER = 'https://token.actions.githubusercontent.com'
const bench = await createBadSignatureBench()

/** An image in a registry, and who is trusted to sign it. */
interface Case {
  readonly sandbox: SandboxRegistry
  readonly registry: RegistryClient
  readonly image: PinnedImage
}

async function aCase(switches: Partial<RegistrySwitches> = {}): Promise<Case> {
  const sandbox = createSandboxRegistry({ switches })
  const registry = createRegistryClient({ http: httpOver({ 'ghcr.io': sandbox.handler }), credentials: ANONYMOUS })
  const built = anImage('judged')
  await pushImage(registry, APP, built)
  return { sandbox, registry, image: pinImage(APP, built.descriptor.digest) }
}

async function sign(
  { registry, image }: Case,
  claims: Partial<GitHubClaims> = {},
  formats: readonly EvidenceFormat[] = ['bundle'],
): Promise<void> {
  const ports = { registry, trust: bench.trust, signer: bench.signer({ claims }), clock: bench.clock }
  await signImages({ images: [image], recursive: false, formats, annotations: {} }, ports)
}

interface Trusted {
  readonly issuer?: string
  /** More members of the signer. */
  readonly more?: string
}

/** The gate's outcome, and the code of the rule `signature` or of what kept the gate from judging. */
async function verdict({ registry, image }: Case, { issuer = ISSUER, more = '' }: Trusted = {}): Promise<string> {
  const config = `version: 1
images: { catalog: { repository: ${APP}, source: { repository: your-org/bookstore, id: ${LEG_CLAIMS.repository_id} } } }
environments: { dev: { overlay: overlays/dev } }
policy: { base: { signature: { required: true } } }
trust:
  signers:
    - { id: leg, issuer: '${issuer}', workflow: ${LEG}, commits: [${LEG_CLAIMS.job_workflow_sha}], roles: [signature]${more} }
`
  const { outcome, code, verdicts } = await gateImages(
    {
      repository: CONFIG_REPOSITORY,
      base: { ref: 'main', commit: parseCommit('b'.repeat(40)) },
      configPath: 'promo.yaml',
      at: bench.clock.now(),
      environment: parseEnvironmentName('dev'),
      images: [{ ...image, leg: parseLegName('catalog') }],
    },
    {
      forge: forgeOf({ base: { 'promo.yaml': config }, changes: {} }),
      portsFor: () => ({ registry, trust: bench.trust }),
    },
  )
  const codes = verdicts.flatMap(({ rules }) => rules.map((rule) => rule.code)).filter((each) => each !== '')
  return [outcome, code, ...codes].filter((each) => each !== '').join(' ')
}

test('the gate passes what the trusted workflow signed', async () => {
  const found = await aCase()
  await sign(found)
  expect(await verdict(found)).toBe('pass')
})

describe('the gate refuses a good signature', () => {
  const sibling = { job_workflow_ref: `${LEG}@refs/heads/topic`, job_workflow_sha: 'e'.repeat(40) }
  test.each<[string, Partial<GitHubClaims>, Trusted]>([
    ['of another workflow', { job_workflow_ref: 'org/promo/.github/workflows/other.yml@refs/tags/v1' }, {}],
    ['of the same workflow in a fork', { job_workflow_ref: `evil/promo/.github/workflows/leg.yml@refs/tags/v1` }, {}],
    ['under another issuer', {}, { issuer: 'https://token.actions.example.ghe.com' }],
    ['for another repository of the same name', { repository_id: '999999999' }, {}],
    ['of the signing workflow on a sibling branch', sibling, {}],
    ['made inside another environment', { environment: 'dev' }, { more: ', environment: staging' }],
    ['made outside any environment', {}, { more: ', environment: staging' }],
    ['made on a runner of somebody', { runner_environment: 'self-hosted' }, { more: ', runners: [github-hosted]' }],
  ])('%s', async (_what, claims, trusted) => {
    const found = await aCase()
    await sign(found, claims)
    expect(await verdict(found, trusted)).toBe('findings signer-mismatch')
  })
})

describe('the gate does not take for a signature', () => {
  test.each(BAD_SIGNATURES)('one %s', async (wrong) => {
    const found = await aCase()
    seedReferrer(found, found.image.digest, await bench.badly(wrong, found.image.digest))
    expect(await verdict(found)).toBe('findings signature-missing')
  })

  test('one of another digest, attached to this one', async () => {
    const found = await aCase()
    const statement = statementAbout(digestOf('another'), {}, PREDICATE_TYPES.signature)
    seedReferrer(found, found.image.digest, (await bench.signer().signStatement(statement)).bundle)
    expect(await verdict(found)).toBe('findings signature-missing')
  })

  test('an attestation by the right signer', async () => {
    const found = await aCase()
    const ports = { ...found, trust: bench.trust, signer: bench.signer(), clock: bench.clock }
    const wanted = { images: [found.image], predicateType: PREDICATE_TYPES.spdx, predicate: {} }
    await attestImages({ ...wanted, formats: ['bundle', 'legacy'] }, ports)
    expect(await verdict(found)).toBe('findings signature-missing')
  })

  test('a bundle of more than ten megabytes', async () => {
    const found = await aCase()
    seedLarge(found)
    expect(await verdict(found)).toBe('findings signature-missing')
  })
})

describe('the gate finds the signature', () => {
  test('beside what is no bundle, is too large, or does not verify', async () => {
    const found = await aCase()
    seedReferrer(found, found.image.digest, Buffer.from('{"mediaType":'))
    seedLarge(found)
    for (const wrong of BAD_SIGNATURES) {
      seedReferrer(found, found.image.digest, await bench.badly(wrong, found.image.digest))
    }
    await sign(found)
    expect(await verdict(found)).toBe('pass')
  })

  test('among 51 referrers', async () => {
    const found = await aCase()
    for (let index = 0; index < 50; index += 1) seedReferrer(found, found.image.digest, Buffer.from(String(index)))
    seedReferrer(found, found.image.digest, await signedBundle(found.image))
    expect(await found.registry.referrers(APP, found.image.digest)).toHaveLength(51)
    expect(await verdict(found)).toBe('pass')
  })

  test('under the legacy tag alone, beside the bundle of somebody else', async () => {
    const found = await aCase()
    await sign(found, {}, ['legacy'])
    await sign(found, { job_workflow_ref: 'somebody/else/.github/workflows/build.yml@refs/heads/main' })
    expect(await verdict(found)).toBe('pass')
  })
})

test('the gate does not take a truncated fallback index for one without signatures', async () => {
  const found = await aCase({ referrers: 'none' })
  await sign(found)
  expect(await verdict(found)).toBe('pass')
  const tag = fallbackTag(found.image.digest)
  const index = Buffer.from(found.sandbox.manifest(REPOSITORY, tag)?.bytes ?? '')
  found.sandbox.seedManifest(REPOSITORY, index.subarray(0, index.byteLength / 2), OCI_INDEX, tag)
  expect(await verdict(found)).toBe('infrastructure evidence-unreadable')
})

async function signedBundle({ digest }: PinnedImage): Promise<Uint8Array> {
  return (await bench.signer().signStatement(statementAbout(digest, {}, PREDICATE_TYPES.signature))).bundle
}

/** A good signature with more than verifiers read behind it. */
function seedLarge(found: Case): void {
  const bytes = Buffer.alloc(10_000_001, ' ')
  bytes.write('{}')
  seedReferrer(found, found.image.digest, bytes)
}
