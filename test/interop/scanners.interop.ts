import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { advisories, writeGrypeDatabase, writeTrivyDatabase } from '@promo/sandbox/vulnerability-databases'
import { SBOM_FORMATS, SBOM_GENERATORS } from '@promo/scanners'
import { serveDatabases } from './database-server.ts'
import { brief, imageIn, realScanners, writeFiles } from './real-scanners.ts'
import { ALPINE, DEBIAN, writeImageLayout } from './system-images.ts'

jest.setTimeout(120_000)

const now = new Date()
const daysFromNow = (days: number): Date => new Date(now.getTime() + days * 24 * 3_600_000)

let root: string
const at = (...names: string[]): string => join(root, ...names)

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-interop-'))
  writeTrivyDatabase(at('cache', 'databases', 'trivy'), { advisories, updatedAt: now, nextUpdate: daysFromNow(1) })
  writeGrypeDatabase(at('cache', 'databases', 'grype'), { advisories, builtAt: now })
  writeImageLayout(at('debian'), DEBIAN)
  writeImageLayout(at('alpine'), ALPINE)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const DEBIAN_BY_TRIVY = [
  'CVE-2023-45853 zlib1g critical',
  'CVE-2023-2953 libldap-2.5-0 high',
  'CVE-2023-5363 libssl3 high',
]
/** grype knows better about zlib1g, whatever its database says. */
const DEBIAN_BY_GRYPE = DEBIAN_BY_TRIVY.slice(1)
const ALPINE_FINDINGS = ['CVE-2023-5363 libcrypto3 high', 'CVE-2023-5678 libcrypto3 medium']

describe('images', () => {
  test('are scanned by two tools at once over shared databases, with what is known to be in them', async () => {
    const scanners = realScanners(root)
    const scan = (tool: 'trivy' | 'grype', name: string) => scanners.scan(tool, imageIn(at(name)))
    const scans = [scan('trivy', 'debian'), scan('grype', 'debian'), scan('trivy', 'alpine'), scan('grype', 'alpine')]
    const found = (await Promise.all(scans)).map(brief)
    expect(found).toEqual([DEBIAN_BY_TRIVY, DEBIAN_BY_GRYPE, ALPINE_FINDINGS, ALPINE_FINDINGS])
  })

  test('give the same fingerprints wherever their layout lies', async () => {
    cpSync(at('debian'), at('elsewhere'), { recursive: true })
    for (const tool of ['trivy', 'grype'] as const) {
      const scans = [at('debian'), at('elsewhere')].map((layout) => realScanners(root).scan(tool, imageIn(layout)))
      const [here, there] = await Promise.all(scans)
      expect(there?.findings).toEqual(here?.findings)
      expect(JSON.stringify(here)).not.toContain(root)
    }
  })

  test.each(['trivy', 'grype'] as const)(
    'of a digest that is not in the layout are refused by way of %s',
    async (tool) => {
      const subject = { ...imageIn(at('debian')), digest: imageIn(at('alpine')).digest }
      const { tool: ran } = await realScanners(root).scan(tool, subject)
      expect(ran).toMatchObject({ outcome: 'infrastructure', error: { code: 'scanned-other-image' } })
    },
  )
})

describe('databases', () => {
  test('are downloaded from the first place that has them, once for all scans', async () => {
    const server = await serveDatabases(at('cache', 'databases', 'trivy'), at('cache', 'databases', 'grype'))
    const databases = [`${server.address}/missing:2`, `${server.address}/trivy-db:2`]
    const online = { offline: false, databases, grypeDatabase: `http://${server.address}/databases` }
    try {
      const scanners = realScanners(at('fetched'), online)
      const image = imageIn(at('debian'))
      const scans = await Promise.all([
        scanners.scan('trivy', image),
        scanners.scan('trivy', image),
        scanners.scan('grype', image),
      ])
      expect(scans.map(brief)).toEqual([DEBIAN_BY_TRIVY, DEBIAN_BY_TRIVY, DEBIAN_BY_GRYPE])
      const fetched = (path: string) => server.requests.filter((request) => request === `GET ${path}`).length
      expect(fetched('/v2/missing/manifests/2')).toBe(1)
      expect(fetched('/v2/trivy-db/manifests/2')).toBe(1)
      expect(fetched('/databases/v6/vulnerability-db.tar.gz')).toBe(1)
    } finally {
      await server.close()
    }
  })

  test('that are too old make the scan incomplete, though the tools would not say so', async () => {
    writeTrivyDatabase(at('old', 'cache', 'databases', 'trivy'), {
      advisories,
      updatedAt: daysFromNow(-4),
      nextUpdate: daysFromNow(-3),
    })
    writeGrypeDatabase(at('old', 'cache', 'databases', 'grype'), { advisories, builtAt: daysFromNow(-4) })
    const scanners = realScanners(at('old'))
    for (const tool of ['trivy', 'grype'] as const) {
      const scanned = await scanners.scan(tool, imageIn(at('debian')))
      expect(scanned.tool).toMatchObject({ complete: false, error: { code: 'database-stale' } })
    }
  })

  test('that are not there make the scan incomplete', async () => {
    const scanners = realScanners(at('none'))
    for (const tool of ['trivy', 'grype'] as const) {
      const scanned = await scanners.scan(tool, imageIn(at('debian')))
      expect(scanned.tool).toMatchObject({ outcome: 'infrastructure', complete: false })
    }
  })

  test('that nobody serves make the scan incomplete', async () => {
    const nowhere = {
      offline: false,
      databases: ['127.0.0.1:9/trivy-db:2'],
      grypeDatabase: 'http://127.0.0.1:9/databases',
    }
    const scanners = realScanners(at('nowhere'), nowhere)
    for (const tool of ['trivy', 'grype'] as const) {
      const scanned = await scanners.scan(tool, imageIn(at('debian')))
      expect(scanned.tool).toMatchObject({ complete: false, error: { code: 'database-unavailable' } })
    }
  })
})

describe('directories', () => {
  test('without anything Trivy knows are no clean scan', async () => {
    mkdirSync(at('nothing'))
    const { tool } = await realScanners(root).scan('trivy', { kind: 'source', path: at('nothing') })
    expect(tool).toMatchObject({ complete: false, error: { code: 'nothing-scanned' } })
  })

  test('that are missing are no clean scan', async () => {
    for (const name of ['gitleaks', 'trivy', 'grype'] as const) {
      const { tool } = await realScanners(root).scan(name, { kind: 'source', path: at('missing') })
      expect(tool).toMatchObject({ outcome: 'infrastructure', complete: false })
    }
  })

  test('are scanned for packages by both, with paths below them', async () => {
    writeFiles(at('source'), { 'app/requirements.txt': 'PyYAML==5.3\n', Dockerfile: 'FROM debian:latest\n' })
    const scanners = realScanners(root)
    const trivy = await scanners.scan('trivy', { kind: 'source', path: at('source') })
    const grype = await scanners.scan('grype', { kind: 'source', path: at('source') })
    expect(brief(trivy)).toEqual(
      expect.arrayContaining(['CVE-2020-14343 PyYAML critical', 'DS-0001 Dockerfile medium']),
    )
    expect(brief(grype)).toEqual(['CVE-2020-14343 pyyaml critical'])
    const paths = [trivy, grype].map(
      ({ findings }) => findings.find(({ ruleId }) => ruleId === 'CVE-2020-14343')?.location?.path,
    )
    expect(paths).toEqual(['app/requirements.txt', 'app/requirements.txt'])
  })
})

describe('SBOMs', () => {
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

  test.each(SBOM_GENERATORS)(
    'of the same image by %s are the same bytes, wherever its layout lies',
    async (generator) => {
      const elsewhere = at(`alpine-for-${generator}`)
      cpSync(at('alpine'), elsewhere, { recursive: true })
      const make = async (layout: string) => {
        const { tool, sboms } = await realScanners(root).sbom(imageIn(layout), SBOM_FORMATS, generator)
        expect(tool.name).toBe(generator)
        return sboms.map(({ format, bytes, packages }) => [format, packages, sha256(bytes)])
      }
      const first = await make(at('alpine'))
      expect(first.map(([format, packages]) => [format, packages])).toEqual([
        ['spdx', 1],
        ['cyclonedx', 1],
      ])
      expect(await make(elsewhere)).toEqual(first)
    },
  )

  test('by Trivy name the image and its digest, not the directory it lay in', async () => {
    const image = imageIn(at('debian'))
    const { sboms } = await realScanners(root).sbom(image, SBOM_FORMATS, 'trivy')
    for (const { bytes } of sboms) {
      const text = Buffer.from(bytes).toString()
      expect(text).toContain(`ghcr.io/your-org/app@${image.digest}`)
      expect(text).not.toContain(root)
    }
  })

  test('name the image and its digest', async () => {
    const image = imageIn(at('debian'))
    const { sboms } = await realScanners(root).sbom(image, ['cyclonedx'])
    expect(JSON.parse(Buffer.from(sboms[0]?.bytes ?? []).toString())).toMatchObject({
      specVersion: '1.6',
      metadata: { component: { name: 'ghcr.io/your-org/app', version: image.digest } },
    })
  })
})
