import { describe, expect, test } from '@jest/globals'
import { digestOf, parseImageName, scanDocument, type Finding, type Scan } from '@promo/core'
import { scanSummary } from './scan-summary.ts'
import { relativeUri } from './sarif-location.ts'
import { toSarif } from './sarif.ts'

const image = parseImageName('ghcr.io/your-org/bookstore-catalog')
const digest = digestOf('image')

function aFinding(change: Partial<Finding> = {}): Finding {
  return {
    tool: 'trivy',
    target: 0,
    ruleId: 'CVE-2026-0001',
    aliases: [],
    kind: 'vulnerability',
    severity: 'critical',
    title: 'overflow',
    package: { name: 'libz', installed: '1.2', fixed: ['1.3'] },
    status: 'affected',
    fingerprint: 'f1',
    ...change,
  }
}

function aScan(change: Partial<Scan> = {}): Scan {
  return scanDocument.create({
    targets: [{ kind: 'image', image, digest, imageDigest: digest, platform: 'linux/amd64', tagsAtScan: [] }],
    tools: [
      {
        name: 'trivy',
        version: '0.72.0',
        target: 0,
        startedAt: '2026-11-25T10:00:00Z',
        finishedAt: '2026-11-25T10:00:05Z',
        outcome: 'pass',
        complete: true,
        database: { version: '2', updatedAt: '2026-11-25T06:00:00Z' },
      },
    ],
    findings: [aFinding(), aFinding({ ruleId: 'CVE-2026-0002', severity: 'low', fingerprint: 'f2' })],
    suppressed: [],
    counts: { critical: 1, high: 0, medium: 0, low: 1, negligible: 0, unknown: 0 },
    decision: { failOn: 'high', ignoreUnfixed: false, outcome: 'findings', failing: ['f1'] },
    ...change,
  })
}

const clean: Scan['decision'] = { outcome: 'pass', failOn: 'high', ignoreUnfixed: false, failing: [] }

describe('the summary of a scan', () => {
  test('says first what was decided, then why, then what to do', () => {
    const text = scanSummary(aScan())
    expect(text).toMatch(/^### Scan refused: 1 finding at high or worse/)
    expect(text.indexOf('CVE-2026-0001')).toBeLessThan(text.indexOf('What to do'))
    expect(text.indexOf('What to do')).toBeLessThan(text.indexOf('CVE-2026-0002'))
    expect(text).toContain('1 of 1 have a fix')
  })

  test('names the tool that did not finish', () => {
    const [tool] = aScan().tools
    const broken = {
      ...tool!,
      complete: false,
      outcome: 'infrastructure',
      error: { code: 'program-killed', message: 'oom' },
    } as const
    const decision: Scan['decision'] = { ...clean, outcome: 'infrastructure' }
    expect(scanSummary(aScan({ tools: [broken], decision }))).toMatch(/^### Scan not decided: trivy did not finish/)
  })

  test('stays within a job summary with ten thousand hostile findings', () => {
    const title = '</details>|`@org/team` '.repeat(100)
    const findings = Array.from({ length: 10_000 }, (_, index) => aFinding({ title, fingerprint: `f${index}` }))
    const failing = findings.map(({ fingerprint }) => fingerprint)
    const text = scanSummary(aScan({ findings, decision: { ...clean, outcome: 'findings', failing } }))
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toContain('_and 9900 more_')
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
  })
})

describe('SARIF of a scan', () => {
  test('gives each result a rule, a level, a severity score and a stable fingerprint', () => {
    const [run] = toSarif(aScan()).runs
    const result = run?.results[0]
    expect(result).toMatchObject({
      ruleId: 'CVE-2026-0001',
      level: 'error',
      partialFingerprints: { 'promoFinding/v1': 'f1' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'ghcr.io/your-org/bookstore-catalog' } } }],
    })
    expect(run?.tool.driver.rules[result?.ruleIndex ?? -1]?.properties['security-severity']).toBe('9.5')
  })

  test('keeps suppressed findings with their reason', () => {
    const suppressed = [{ finding: aFinding({ fingerprint: 'f3' }), by: 'exception', reason: 'not reachable' }] as const
    const scan = aScan({ findings: [], suppressed: [...suppressed], decision: clean })
    expect(toSarif(scan).runs[0]?.results[0]?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'exception: not reachable' },
    ])
  })

  test('says when a tool did not finish', () => {
    const tools = aScan().tools.map((tool) => ({ ...tool, complete: false }))
    expect(toSarif(aScan({ tools })).runs[0]?.invocations[0].executionSuccessful).toBe(false)
  })

  test('a text cannot become an embedded link', () => {
    const scan = aScan({ findings: [aFinding({ title: '[click](https://evil.example)' })] })
    expect(toSarif(scan).runs[0]?.results[0]?.message.text).toContain('\\[click\\](')
  })

  test('a place never leads out of the repository', () => {
    expect(relativeUri('../../etc/passwd')).toBe('etc/passwd')
    expect(relativeUri('https://evil.example/x')).toBe('https%3A/evil.example/x')
    expect(relativeUri('C:\\a b\\c')).toBe('C%3A/a%20b/c')
    expect(relativeUri('/')).toBe('repository')
  })
})
