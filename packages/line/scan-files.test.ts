import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf, hexOf, scanDocument } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { assertPublicLogAllowed } from './public-log.ts'
import { scanEnding } from './scan-ending.ts'
import { readSbomFile, readScanFile, writeInspection } from './scan-files.ts'
import { aScan, FINDING, IMAGE, PLATFORM } from './testing.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-scan-'))
})
afterEach(() => rm(directory, { recursive: true }))

const SBOM = { format: 'spdx', bytes: Buffer.from('{"spdxVersion":"SPDX-2.3"}'), packages: 1, licenses: {} } as const
const inspection = (scan = aScan()) => ({ scan, sboms: [{ ...SBOM, digest: PLATFORM, platform: 'linux/amd64' }] })
const sbomPath = () => join(directory, 'sboms', `${hexOf(PLATFORM)}.spdx.json`)

describe('the files of an inspection', () => {
  test('are read back as they were written', async () => {
    const written = await writeInspection(directory, inspection())
    expect(written.sboms).toEqual([sbomPath()])
    expect(await readScanFile(directory, IMAGE)).toEqual({ scan: aScan(), digest: written.digest })
    expect(written.digest).toBe(digestOf(scanDocument.write(aScan())))
    expect(await readSbomFile(directory, PLATFORM, 'spdx')).toEqual(SBOM.bytes)
  })

  test('have no SBOM of another platform or format', async () => {
    await writeInspection(directory, inspection())
    expect(await readSbomFile(directory, IMAGE.digest, 'spdx')).toBeUndefined()
    expect(await readSbomFile(directory, PLATFORM, 'cyclonedx')).toBeUndefined()
  })

  test.each([
    ['another digest', aScan([], {}, { imageDigest: digestOf('other') })],
    ['a directory', { ...aScan(), targets: [{ kind: 'path' as const, path: '.', tagsAtScan: [] }] }],
    [
      'the image and another',
      { ...aScan(), targets: [...aScan().targets, ...aScan([], {}, { imageDigest: PLATFORM }).targets] },
    ],
    ['nothing', { ...aScan(), targets: [] }],
  ])('are refused when they are about %s', async (_what, scan) => {
    await writeInspection(directory, inspection(scan))
    await expectCode('scan-of-other-image', () => readScanFile(directory, IMAGE))
  })

  test.each([
    ['empty', '', 'json-invalid'],
    ['cut off', scanDocument.write(aScan()).slice(0, 200), 'json-invalid'],
    ['another document', '{"schema":"promo/leg/v1"}', 'document-unknown'],
  ])('are refused when the scan is %s', async (_what, text, code) => {
    await writeFile(join(directory, 'scan.json'), text)
    await expectCode(code, () => readScanFile(directory, IMAGE))
  })

  test('are refused when the scan is missing, or an SBOM larger than any verifier reads', async () => {
    await expectCode('evidence-file-missing', () => readScanFile(directory, IMAGE))
    await writeInspection(directory, inspection())
    await truncate(sbomPath(), 64 * 1024 * 1024 + 1)
    await expectCode('evidence-file-too-large', () => readSbomFile(directory, PLATFORM, 'spdx'))
  })
})

describe('a step that scanned', () => {
  test('ends by what was decided', () => {
    expect(scanEnding(aScan())).toBeUndefined()
    expect(scanEnding(aScan([FINDING]))?.error).toMatchObject({
      code: 'scan-findings-reported',
      facts: { rules: ['CVE-2026-0001'] },
    })
    const broken = aScan([FINDING], { complete: false, error: { code: 'database-missing', message: 'x' } })
    expect(scanEnding(broken)?.error).toMatchObject({
      code: 'scan-incomplete-reported',
      ending: 'infrastructure',
      facts: { reasons: ['trivy: database-missing'] },
    })
  })
})

describe('the public log', () => {
  const ask = (visibility: 'public' | 'private' | 'internal' | 'unknown', ownInstance = false, allowed = false): void =>
    assertPublicLogAllowed({ visibility, ownInstance, allowed })

  test('is for public repositories, or with permission', () => {
    ask('public')
    ask('private', true)
    ask('internal', false, true)
  })

  test.each(['private', 'internal', 'unknown'] as const)('is refused to a repository that is %s', (visibility) =>
    expectCode('public-log-refused', () => ask(visibility)),
  )
})
