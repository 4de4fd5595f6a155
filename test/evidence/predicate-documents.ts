import {
  digestOf,
  parseEnvironmentName,
  parseImageName,
  pinImage,
  scanDocument,
  testsDocument,
  verdictDocument,
  type Scan,
  type Source,
  type Tests,
  type Verdict,
} from '@promo/core'

export const IMAGE = pinImage(parseImageName('ghcr.io/your-org/catalog'), digestOf('image'))

/** A scan of the image by one tool, with a vulnerability database or without one. */
export function aScan(hasDatabase: boolean): Scan {
  const database = hasDatabase ? { database: { version: '2', updatedAt: '2026-11-25T06:00:00Z' } } : {}
  const times = { startedAt: '2026-11-25T10:00:00.5Z', finishedAt: '2026-11-25T10:05:00Z' }
  const about: Scan['targets'][number] = {
    kind: 'image',
    image: IMAGE.name,
    digest: IMAGE.digest,
    platform: 'linux/amd64',
    tagsAtScan: [],
  }
  return scanDocument.create({
    targets: [about],
    tools: [{ name: 'trivy', version: '0.60.0', target: 0, ...database, ...times, outcome: 'pass', complete: true }],
    ...{ findings: [], suppressed: [] },
    counts: { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 },
    decision: { failOn: 'high', ignoreUnfixed: false, outcome: 'pass', failing: [] },
  })
}

/** A case of each outcome. */
export function someTests(source: Source | null): Tests {
  const base = { suite: 'orders', message: '' }
  return testsDocument.create({
    ...{ source, run: null, reports: [], coverage: null, qualityGate: 'NONE', testedAt: '2026-12-01T12:00:00Z' },
    totals: { tests: 4, passed: 2, failed: 1, skipped: 1, retried: 1 },
    cases: [
      { ...base, name: 'a', outcome: 'retried' },
      { ...base, name: 'b', outcome: 'failed' },
    ],
    passed: ['orders › a', 'orders › c'],
    decision: { minTests: 1, outcome: 'findings', reasons: ['1 test failed'] },
  })
}

/** A verdict on the image for prod, by one rule. */
export function aVerdict(outcome: Verdict['outcome']): Verdict {
  const code = outcome === 'pass' ? '' : 'signature-missing'
  const rule = { rule: 'signature', outcome, code, fact: 'f', expected: 'e', remedy: 'r', owner: 'o' } as const
  return verdictDocument.create({
    environment: parseEnvironmentName('prod'),
    image: { name: IMAGE.name, digest: IMAGE.digest },
    policy: { uri: 'git+https://github.com/your-org/config@abc#promo.yaml', digest: digestOf('policy') },
    ...{ evaluatedAt: '2026-12-01T12:00:00Z', outcome, exceptions: ['later'], expiresAt: '2026-12-08T12:00:00Z' },
    rules: [{ ...rule, evidence: [digestOf('a bundle')] }],
  })
}
