import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  digestOf,
  LEG_BUILD_TYPE,
  legDocument,
  parseCommit,
  parseLegName,
  pinImage,
  PREDICATE_TYPES,
  readReferencePredicate,
  type Build,
  type PinnedImage,
} from '@promo/core'
import { expectCode, fakeClock } from '@promo/core/testing'
import { aBuild } from '@promo/core/testing/a-build'
import { collectEvidence } from '@promo/evidence'
import {
  attestSboms,
  attestScans,
  inspectImages,
  proveImages,
  recordLeg,
  writeInspection,
  type ProveRequest,
} from '@promo/line'
import { OCI_INDEX, openLayout, platformsOf } from '@promo/registry'
import { anImage } from '@promo/registry/testing'
import type { Scanned, Scanners, ScanSubject } from '@promo/scanners'
import { aMultiPlatformImage, APP, createScene, type Scene } from '../evidence/scene.ts'
import { LEG_CLAIMS } from '../sigstore/signing.ts'
import { RUN, SOURCE } from './legs.ts'

let scene: Scene
let directory: string
let image: PinnedImage

beforeEach(async () => {
  scene = createScene()
  directory = await mkdtemp(join(tmpdir(), 'promo-line-'))
  image = await scene.push(aMultiPlatformImage('app'))
})
afterEach(() => rm(directory, { recursive: true }))

const ports = () => ({ ...scene, signer: scene.signer() })
const typesOn = async (on: PinnedImage): Promise<readonly string[]> =>
  (await collectEvidence(on, scene)).valid.map(({ predicateType }) => predicateType).sort()

const TOOL: Scanned['tool'] = {
  name: 'trivy',
  version: '0.60.0',
  startedAt: '2026-11-25T10:00:00Z',
  finishedAt: '2026-11-25T10:01:00Z',
  outcome: 'pass',
  complete: true,
}
const BROKEN = { ...TOOL, outcome: 'infrastructure', complete: false, error: { code: 'x', message: 'y' } } as const

/** Scanners that look into the layout they are given and find nothing, or fail on one platform. */
function scanners(failing?: string): Scanners & { readonly seen: ScanSubject[] } {
  const seen: ScanSubject[] = []
  return {
    seen,
    scan: async (_scanner, subject) => {
      seen.push(subject)
      if (subject.kind === 'image') await (await openLayout(subject.layout)).close()
      const fails = subject.kind === 'image' && subject.platform === failing
      return { tool: fails ? BROKEN : TOOL, findings: [] }
    },
    sbom: async (subject) => ({
      tool: TOOL,
      sboms: [{ format: 'spdx', bytes: Buffer.from(`{"name":"${subject.platform}"}`), packages: 1, licenses: {} }],
    }),
  }
}

function inspect(tools: Scanners) {
  const request = { scanners: ['trivy'], sboms: ['spdx'], options: { failOn: 'high', ignoreUnfixed: false } } as const
  const inspected = { kind: 'registry', image, from: APP } as const
  return inspectImages([inspected], request, {
    registry: scene.registry,
    scanners: tools,
    directory,
    log: () => undefined,
  })
}

describe('an inspection', () => {
  test('looks at every platform in a layout of its own', async () => {
    const tools = scanners()
    const { scan, sboms } = await inspect(tools)
    expect(scan.decision.outcome).toBe('pass')
    expect(scan.targets.map(({ platform, imageDigest }) => [platform, imageDigest])).toEqual([
      ['linux/amd64', image.digest],
      ['linux/arm64', image.digest],
    ])
    expect(scan.tools.map(({ target }) => target)).toEqual([0, 1])
    expect(sboms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(new Set(tools.seen.map((each) => (each.kind === 'image' ? each.layout : ''))).size).toBe(2)
  })

  test('knows nothing when a scanner fails on one platform', async () => {
    expect((await inspect(scanners('linux/arm64'))).scan.decision.outcome).toBe('infrastructure')
  })
})

describe('sealing', () => {
  test('attests the scan of the image, and refuses that of another', async () => {
    await writeInspection(directory, await inspect(scanners()))
    const request = { images: [image], directory, evidenceFormats: ['bundle'] } as const
    expect((await attestScans(request, ports())).map(({ existing }) => existing)).toEqual([false])
    expect((await attestScans(request, ports())).map(({ existing }) => existing)).toEqual([true])
    const other = await scene.push(anImage('other'))
    await expectCode('scan-of-other-image', () => attestScans({ ...request, images: [other] }, ports()))
    expect(await typesOn(other)).toEqual([])
  })

  test('attests an SBOM to every platform, or to none', async () => {
    const request = {
      images: [image],
      formats: ['spdx'],
      evidenceFormats: ['bundle'],
      maxBytes: 1000,
      onTooLarge: 'fail',
    } as const
    const [, arm] = await platformsOf(scene.registry, image)
    await expectCode('sbom-lacking', () =>
      attestSboms(request, async (digest) => (digest === arm?.digest ? undefined : Buffer.from('{}')), ports()),
    )
    await expectCode('sbom-too-large', () => attestSboms(request, async () => Buffer.alloc(1001), ports()))
    expect(scene.logged()).toBe(0)
    expect(await attestSboms(request, async () => Buffer.from('{"a":1}'), ports())).toHaveLength(2)
    expect(await typesOn(pinImage(APP, arm?.digest ?? digestOf('')))).toEqual([PREDICATE_TYPES.spdx])
  })

  test('attests where a large SBOM lies, beside the image and with every copy of it', async () => {
    const size = { maxBytes: 1000, onTooLarge: 'reference' } as const
    const request = { images: [image], formats: ['cyclonedx'], evidenceFormats: ['bundle'], ...size } as const
    const sbom = Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', version: 1, x: 'x'.repeat(1000) }))
    const attest = () => attestSboms(request, async () => sbom, ports())
    expect((await attest()).map(({ existing }) => existing)).toEqual([false, false])
    expect((await attest()).map(({ existing }) => existing)).toEqual([true, true])
    expect(scene.logged()).toBe(1)
    for (const { digest } of await platformsOf(scene.registry, image)) {
      const { valid, foreign } = await collectEvidence(pinImage(APP, digest), scene)
      expect(foreign.map(({ artifactType }) => artifactType)).toEqual(['application/vnd.cyclonedx+json'])
      const [reference] = valid.flatMap(({ predicate }) => readReferencePredicate(predicate))
      expect(reference).toEqual({
        downloadLocation: `https://ghcr.io/v2/your-org/catalog/blobs/${digestOf(sbom)}`,
        mediaType: 'application/vnd.cyclonedx+json',
        digest: digestOf(sbom),
      })
      expect(await scene.registry.readBlob(APP, digestOf(sbom), sbom.length)).toEqual(sbom)
    }
  })

  test('records the leg with its platforms as the registry has them', async () => {
    const request = { leg: parseLegName('catalog'), image, tags: ['v1'], source: SOURCE, run: RUN, evidence: [] }
    const leg = await recordLeg({ ...request, scan: undefined }, { registry: scene.registry, clock: fakeClock() })
    expect(legDocument.read(legDocument.write(leg))).toEqual(leg)
    expect(leg.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
  })
})

describe('proving', () => {
  const buildOf = ({ name, digest }: PinnedImage): Build =>
    aBuild({ image: { name, digest, mediaType: OCI_INDEX, size: 1 } })

  const prove = (build = buildOf(image), serverUrl = 'https://github.com') => {
    const run = { ...RUN, workflowSha: parseCommit('f'.repeat(40)) }
    const provenance = { inputs: { context: '.' }, build, source: SOURCE, run, serverUrl }
    const request: ProveRequest = {
      images: [image],
      recursive: true,
      evidenceFormats: ['bundle'],
      annotations: {},
      provenance,
    }
    return proveImages(request, ports())
  }

  test('says of the workflow what the certificate says, and signs last', async () => {
    const { attestations, signatures } = await prove()
    expect([attestations.length, signatures.length]).toEqual([1, 3])
    const { valid } = await collectEvidence(image, scene)
    const provenance = valid.find(({ predicateType }) => predicateType === PREDICATE_TYPES.provenance)
    expect(provenance?.predicate).toMatchObject({
      buildDefinition: { buildType: LEG_BUILD_TYPE, externalParameters: { leg: 'catalog', image: APP } },
      runDetails: {
        builder: { id: `https://github.com/org/promo/.github/workflows/leg.yml@${LEG_CLAIMS.job_workflow_sha}` },
      },
    })
    const first = Math.min(...signatures.map(({ logIndex }) => Number(logIndex)))
    expect(Number(attestations[0]?.logIndex)).toBeLessThan(first)
  })

  test('refuses the record of another build, and an identity that is no workflow of this server', async () => {
    const other = await scene.push(anImage('other'))
    await expectCode('build-of-other-image', () => prove(buildOf(other)))
    await expectCode('identity-without-workflow', () => prove(buildOf(image), 'https://github.example.com'))
    expect(await typesOn(image)).toEqual([])
  })
})
