import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

jest.setTimeout(60_000)

const SCRIPT = join(import.meta.dirname, 'verify-with-sigstore.js')
const IDENTITY = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
const ISSUER = 'https://token.actions.githubusercontent.com'
const REPOSITORY = 'your-org/catalog'

const home = mkdtempSync(join(tmpdir(), 'promo-sigstore-js-'))

interface Found {
  readonly bundles: readonly { readonly predicateType: string; readonly subjects: readonly string[] }[]
  readonly refused: readonly string[]
}

afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

describe.each(['api', 'none'] as const)('what promo signs, in a registry with referrers %s', (referrers) => {
  let bench: SigningBench
  let server: LoopbackHost
  let image: PinnedImage

  beforeAll(async () => {
    bench = await createSigningBench()
    server = await serveLoopback(createSandboxRegistry({ switches: { referrers } }).handler)
    const registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
    const name = parseImageName(`${server.host}/${REPOSITORY}`)
    const built = anImage('signed')
    await pushImage(registry, name, built)
    image = pinImage(name, built.descriptor.digest)
    const ports = { registry, trust: bench.trust, signer: bench.signer() }
    const wanted = { images: [image], formats: EVIDENCE_FORMATS }
    await attestImages({ ...wanted, predicateType: PREDICATE_TYPES.tests, predicate: { result: 'PASSED' } }, ports)
    await signImages({ ...wanted, recursive: false, annotations: {} }, ports)
  })

  afterAll(() => {
    server.close()
  })

  async function verify(trustedRoot: string, identity = IDENTITY, issuer = ISSUER): Promise<Found> {
    const root = join(home, 'root.json')
    writeFileSync(root, trustedRoot)
    const args = [SCRIPT, server.host, REPOSITORY, image.digest, root, identity, issuer]
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: {} })
    return JSON.parse(stdout) as Found
  }

  test('verifies with sigstore-js alone, signature and attestation', async () => {
    const { bundles, refused } = await verify(bench.sigstore.trustedRoot)
    expect(refused).toEqual([])
    expect(bundles.map(({ predicateType }) => predicateType).sort()).toEqual(
      [PREDICATE_TYPES.signature, PREDICATE_TYPES.tests].sort(),
    )
    for (const { subjects } of bundles) expect(subjects).toEqual([image.digest])
  })

  test('does not verify for another instance, identity or issuer', async () => {
    const others = [
      await verify((await createSigningBench()).sigstore.trustedRoot),
      await verify(bench.sigstore.trustedRoot, IDENTITY.slice(0, -1)),
      await verify(bench.sigstore.trustedRoot, IDENTITY, 'https://issuer.example.com'),
    ]
    for (const { bundles, refused } of others) expect([bundles.length, refused.length]).toEqual([0, 2])
  })
})
