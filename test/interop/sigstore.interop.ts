import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { hexOf, parseImageName, pinImage, PREDICATE_TYPES, type ImageName, type PinnedImage } from '@promo/core'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, platformsOf, type RegistryClient } from '@promo/registry'
import { anImage, anIndex, pushImage, type BuiltManifest } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { cosigns, expectPass, expectRefusal, type Cosign } from './cosign.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

jest.setTimeout(60_000)

const IDENTITY = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
const PREDICATE_TYPE = PREDICATE_TYPES.provenance

let home: string
let bench: SigningBench
let cosign2: Cosign
let cosign3: Cosign
const servers: LoopbackHost[] = []

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'promo-interop-'))
  bench = await createSigningBench()
  ;({ cosign2, cosign3 } = cosigns({ home, trustedRoot: bench.sigstore.trustedRoot, identity: IDENTITY }))
})

afterAll(() => {
  for (const server of servers) server.close()
  rmSync(home, { recursive: true, force: true })
})

describe.each(['api', 'none'] as const)('what promo signs, in a registry with referrers %s', (referrers) => {
  let registry: RegistryClient
  let image: PinnedImage
  let unsigned: PinnedImage
  let platforms: readonly PinnedImage[]

  beforeAll(async () => {
    const server = await serveLoopback(createSandboxRegistry({ switches: { referrers } }).handler)
    servers.push(server)
    const name = parseImageName(`${server.host}/your-org/catalog`)
    registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
    image = await push(registry, name, anIndex([anImage('signed', 'amd64'), anImage('signed', 'arm64')]))
    unsigned = await push(registry, name, anImage('unsigned'))
    platforms = (await platformsOf(registry, image)).map(({ digest }) => pinImage(name, digest))
    const ports = { registry, trust: bench.trust, signer: bench.signer() }
    const predicate = {
      buildDefinition: { buildType: 'https://example.com/b' },
      runDetails: { builder: { id: IDENTITY } },
    }
    await attestImages({ images: [image], predicateType: PREDICATE_TYPE, predicate, formats: EVIDENCE_FORMATS }, ports)
    await signImages(
      { images: [image], recursive: true, formats: EVIDENCE_FORMATS, annotations: { leg: 'catalog' } },
      ports,
    )
  })

  test('cosign 3 verifies on the index and on every platform', async () => {
    for (const each of [image, ...platforms]) expectPass(await cosign3(['verify'], each))
  })

  test('cosign 3 verifies with the signed timestamp alone', async () => {
    expectPass(await cosign3(['verify', '--use-signed-timestamps'], image))
  })

  test('cosign 3 verifies with the claims of the certificate and the annotation', async () => {
    const claims = [
      '--certificate-github-workflow-repository',
      LEG_CLAIMS.repository,
      '--certificate-github-workflow-ref',
      LEG_CLAIMS.ref,
    ]
    expectPass(await cosign3(['verify', ...claims, '-a', 'leg=catalog'], image))
  })

  test('cosign 3 verifies in the legacy form', async () => {
    expectPass(await cosign3(['verify', '--new-bundle-format=false'], image))
    expectPass(await cosign3(['verify-attestation', '--new-bundle-format=false', '--type', PREDICATE_TYPE], image))
  })

  test('cosign 3 verifies the attestation and prints the statement', async () => {
    const run = await cosign3(['verify-attestation', '--type', PREDICATE_TYPE], image)
    expectPass(run)
    const { payload } = JSON.parse(run.stdout.trim().split('\n')[0] ?? '') as { payload: string }
    expect(JSON.parse(Buffer.from(payload, 'base64').toString())).toMatchObject({
      predicateType: PREDICATE_TYPE,
      subject: [{ digest: { sha256: hexOf(image.digest) } }],
    })
  })

  test('cosign 3 refuses an unsigned digest, another identity, another annotation and another predicate type', async () => {
    expectRefusal(await cosign3(['verify'], unsigned))
    expectRefusal(
      await cosign3(['verify'], image, 'https://github.com/org/promo/.github/workflows/other.yml@refs/tags/v1'),
    )
    expectRefusal(await cosign3(['verify', '-a', 'leg=orders', '--new-bundle-format=false'], image))
    expectRefusal(await cosign3(['verify-attestation', '--type', PREDICATE_TYPES.scan], image))
  })

  test('cosign 2 verifies signatures and attestations in the legacy form', async () => {
    for (const each of [image, ...platforms]) expectPass(await cosign2(['verify'], each))
    expectPass(await cosign2(['verify-attestation', '--type', PREDICATE_TYPE], image))
  })

  test('cosign 2 verifies the attestation as a bundle', async () => {
    const bundle = ['--new-bundle-format', '--trusted-root', join(home, 'trusted_root.json')]
    expectPass(await cosign2(['verify-attestation', ...bundle, '--type', PREDICATE_TYPE], image))
  })

  test('cosign 2 refuses an unsigned digest and another identity', async () => {
    expectRefusal(await cosign2(['verify'], unsigned))
    expectRefusal(
      await cosign2(['verify'], image, 'https://github.com/org/promo/.github/workflows/other.yml@refs/tags/v1'),
    )
  })
})

async function push(registry: RegistryClient, name: ImageName, image: BuiltManifest): Promise<PinnedImage> {
  await pushImage(registry, name, image)
  return pinImage(name, image.descriptor.digest)
}
