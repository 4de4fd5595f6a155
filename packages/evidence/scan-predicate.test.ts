import { describe, expect, test } from '@jest/globals'
import { digestOf, parseImageName, parseJson, pinImage, scanDocument, type Scan } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { readScanPredicate, scanPredicate } from './scan-predicate.ts'

const IMAGE = pinImage(parseImageName('ghcr.io/your-org/catalog'), digestOf('index'))
const COUNTS = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 }

function aTool(name: string, updatedAt: string, startedAt: string): Scan['tools'][number] {
  return {
    name,
    version: '1.2.3',
    target: 0,
    database: { version: '2', updatedAt },
    startedAt,
    finishedAt: '2026-11-25T10:05:00Z',
    outcome: 'pass',
    complete: true,
  }
}

const SCAN = scanDocument.create({
  targets: [
    {
      kind: 'image',
      image: IMAGE.name,
      digest: digestOf('amd64'),
      imageDigest: IMAGE.digest,
      platform: 'linux/amd64',
      tagsAtScan: [],
    },
  ],
  tools: [
    aTool('trivy', '2026-11-25T06:00:00Z', '2026-11-25T10:01:00Z'),
    aTool('grype', '2026-11-24T06:00:00Z', '2026-11-25T10:00:00Z'),
  ],
  findings: [],
  suppressed: [],
  counts: COUNTS,
  decision: { failOn: 'high', ignoreUnfixed: false, outcome: 'pass', failing: [] },
})

describe('the scan predicate', () => {
  test('spans the runs of all tools, dates the oldest database and gives the document back', () => {
    const predicate = scanPredicate(SCAN, IMAGE, { uri: 'https://github.com/o/r/actions/runs/1/attempts/1' })
    expect(predicate).toMatchObject({
      scanner: { version: 'trivy 1.2.3, grype 1.2.3', db: { lastUpdate: '2026-11-24T06:00:00Z' } },
      metadata: { scanStartedOn: '2026-11-25T10:00:00Z', scanFinishedOn: '2026-11-25T10:05:00Z' },
    })
    expect(readScanPredicate(parseJson(JSON.stringify(predicate)))).toEqual(SCAN)
  })

  test('of a platform alone is about that digest', () => {
    const platform = pinImage(IMAGE.name, digestOf('amd64'))
    expect(readScanPredicate(scanPredicate(SCAN, platform))).toEqual(SCAN)
  })

  test('is refused for another digest and for a scan of nothing', async () => {
    const other = pinImage(IMAGE.name, digestOf('other'))
    await expectCode('predicate-mismatch', () => scanPredicate(SCAN, other))
    await expectCode('predicate-mismatch', () => scanPredicate({ ...SCAN, targets: [] }, IMAGE))
  })

  test('of another tool is not read as ours', () => {
    expect(readScanPredicate({ scanner: { result: { SchemaVersion: 2 } } })).toBeUndefined()
    expect(readScanPredicate(null)).toBeUndefined()
  })
})
