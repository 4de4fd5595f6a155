import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, pinImage } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { attestImages, EVIDENCE_FORMATS, signImages } from '@promo/evidence'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, anIndex, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promo } from '../cli/run-promo.ts'
import { createSigningBench, LEG_CLAIMS } from '../sigstore/signing.ts'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

jest.setTimeout(60_000)

const SIGNER = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`

describe('promo inspect', () => {
  let server: LoopbackHost
  let directory: string
  let image: string
  let rootFile: string

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'promo-inspect-'))
    server = await serveLoopback(createSandboxRegistry().handler)
    const bench = await createSigningBench()
    rootFile = join(directory, 'trusted_root.json')
    await writeFile(rootFile, bench.sigstore.trustedRoot)
    const registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
    const name = parseImageName(`${server.host}/your-org/catalog`)
    const index = anIndex([anImage('one'), anImage('one', 'arm64')])
    await pushImage(registry, name, index)
    await registry.putManifest(name, index.bytes, index.descriptor.mediaType, 'v1')
    const pinned = pinImage(name, index.descriptor.digest)
    const ports = { registry, trust: bench.trust, signer: bench.signer() }
    await signImages({ images: [pinned], recursive: true, formats: EVIDENCE_FORMATS, annotations: {} }, ports)
    const predicateType = 'https://example.com/review/v1'
    await attestImages({ images: [pinned], predicateType, predicate: {}, formats: EVIDENCE_FORMATS }, ports)
    image = `${name}@${pinned.digest}`
  })

  afterAll(async () => {
    server.close()
    await rm(directory, { recursive: true, force: true })
  })

  test('draws the evidence on an image and its platforms', async () => {
    const { code, stdout } = await promo(['inspect', image, '--trusted-root', rootFile], {
      variables: { NO_PROXY: '127.0.0.1' },
    })
    expect(code).toBe(0)
    const lines = stdout.split('\n')
    expect(lines[0]).toBe(`${image} (index)`)
    expect(lines.filter((line) => line.includes('✓ signature') && line.includes(SIGNER))).toHaveLength(6)
    expect(lines.filter((line) => line.includes('✓ https://example.com/review/v1'))).toHaveLength(1)
    expect(lines.some((line) => /^└─ linux\/arm64 sha256:/.test(line))).toBe(true)
  })

  test('takes a tag, and prints the same as JSON', async () => {
    const tagged = `${image.split('@')[0] ?? ''}:v1`
    const { code, stdout } = await promo(['inspect', tagged, '--trusted-root', rootFile, '--json'], {
      variables: { NO_PROXY: '127.0.0.1' },
    })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'index',
      budget: { referrers: 2, limit: 40, state: 'ample' },
      valid: expect.arrayContaining([expect.objectContaining({ storage: 'bundle' })]),
      invalid: [],
      children: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }],
    })
  })

  test.each([
    ['no image', ['inspect'], 2],
    ['a tag that is not there', ['inspect', 'HOST/your-org/catalog:v2', '--trusted-root', 'ROOT'], 2],
    ['a root that is none', ['inspect', 'IMAGE', '--trusted-root', '{"a":1}'], 2],
  ])('ends with %s by its exit code', async (_what, args, exit) => {
    const given = args.map((arg) => arg.replace('HOST', server.host).replace('IMAGE', image).replace('ROOT', rootFile))
    const { code, stderr } = await promo(given, { variables: { NO_PROXY: '127.0.0.1' } })
    expect({ code, said: stderr.length > 0 }).toEqual({ code: exit, said: true })
  })
})
