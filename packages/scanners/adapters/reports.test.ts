import { describe, expect, test } from '@jest/globals'
import { asPromoError, finding as findingShape } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import * as z from 'zod/mini'
import { finishFindings, type ReadFinding } from '../finding.ts'
import { recording } from '../testing.ts'
import { readCheckovReport } from './checkov-report.ts'
import { readGitleaksReport } from './gitleaks-report.ts'
import { readGrypeReport } from './grype-report.ts'
import { readTrivyReport } from './trivy-report.ts'

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

/** Rule, package or place, severity, status: what a test reads at a glance. */
function brief(findings: readonly ReadFinding[]): readonly string[] {
  return finishFindings(findings).map(({ ruleId, package: found, location, severity, status }) =>
    [ruleId, found?.name ?? location?.path, severity, status].join(' '),
  )
}

describe('gitleaks', () => {
  test('secrets are high, with file, line and commit', () => {
    expect(readGitleaksReport(recording('gitleaks/git-leaks').report)).toMatchObject([
      {
        ruleId: 'aws-access-token',
        kind: 'secret',
        severity: 'high',
        location: { path: 'aws.tf', startLine: 1, resource: 'commit b24c2662c94fee2fdb6109fc8ac61d56c126b8d3' },
      },
      { ruleId: 'github-pat', location: { path: 'conf.py' } },
    ])
  })

  test('nothing of the secret, its line, its author or the message of its commit is kept', () => {
    const [leak] = JSON.parse(recording('gitleaks/git-leaks').report.toString()) as readonly object[]
    const hostile = {
      ...leak,
      Match: 'p4ssw0rd',
      Secret: 'p4ssw0rd',
      Message: 'p4ssw0rd',
      Email: 'p4ssw0rd',
      Tags: ['p4ssw0rd'],
    }
    expect(JSON.stringify(readGitleaksReport(bytes([hostile])))).not.toContain('p4ssw0rd')
  })

  test('an empty list is no finding', () => {
    expect(readGitleaksReport(recording('gitleaks/git-clean').report)).toEqual([])
  })
})

describe('checkov', () => {
  test('failed checks are medium, with file, lines and resource, and no code', () => {
    const { findings } = readCheckovReport(recording('checkov/three-dirty').report)
    expect(findings).toHaveLength(22)
    expect(new Set(findings.map(({ severity, kind }) => `${kind} ${severity}`))).toEqual(
      new Set(['misconfiguration medium']),
    )
    expect(findings.find(({ ruleId }) => ruleId === 'CKV_AWS_20')).toMatchObject({
      tool: 'checkov',
      location: {
        path: 'infra/terraform/bucket.tf',
        resource: expect.stringMatching(/^aws_s3_bucket\./),
      },
      status: 'affected',
    })
  })

  test('a severity that it does give counts', () => {
    const report = recording('checkov/skip-comment').report.toString()
    const { findings } = readCheckovReport(Buffer.from(report.replaceAll('"severity": null', '"severity": "CRITICAL"')))
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['critical']))
  })

  test('frameworks that passed give nothing', () => {
    expect(readCheckovReport(recording('checkov/three-clean').report).findings).toEqual([])
  })
})

describe('Trivy', () => {
  test('vulnerabilities of a directory name the file they come from', () => {
    const { findings } = readTrivyReport(recording('trivy/fs-dirty').report)
    const found = findings.filter(({ kind }) => kind === 'vulnerability')
    expect(brief(found)).toEqual([
      'CVE-2020-14343 PyYAML critical fixed',
      'CVE-2021-44906 minimist critical fixed',
      'CVE-2021-23337 lodash high fixed',
      'CVE-2021-38561 golang.org/x/text high fixed',
      'CVE-2022-32149 golang.org/x/text high fixed',
      'CVE-2020-28500 lodash medium fixed',
    ])
    expect(found.find(({ ruleId }) => ruleId === 'CVE-2021-44906')).toMatchObject({
      aliases: ['GHSA-xvch-5gv4-984h'],
      package: {
        installed: '1.2.5',
        fixed: ['1.2.6', '0.2.4'],
        ecosystem: 'npm',
        path: 'services/storefront/package-lock.json',
      },
      location: { path: 'services/storefront/package-lock.json' },
    })
  })

  test('misconfigurations have their lines, and no source text', () => {
    const { findings } = readTrivyReport(recording('trivy/fs-dirty').report)
    const found = findings.filter(({ kind }) => kind === 'misconfiguration')
    expect(found.find(({ ruleId }) => ruleId === 'DS-0001')).toEqual({
      tool: 'trivy',
      ruleId: 'DS-0001',
      aliases: [],
      kind: 'misconfiguration',
      severity: 'medium',
      title: "':latest' tag used",
      location: { path: 'services/payments-worker/Dockerfile', startLine: 1, endLine: 1 },
      status: 'affected',
      url: 'https://avd.aquasec.com/misconfig/ds-0001',
    })
  })

  test('packages of a system tell what will not be repaired, and nothing of the path the image had', () => {
    const { findings, imageId } = readTrivyReport(recording('trivy/image-debian').report)
    expect(brief(findings)).toEqual([
      'CVE-2023-45853 zlib1g critical will_not_fix',
      'CVE-2023-2953 libldap-2.5-0 high affected',
      'CVE-2023-5363 libssl3 high fixed',
    ])
    expect(findings.map(({ location }) => location)).toEqual([undefined, undefined, undefined])
    expect(imageId).toBe('sha256:d300686af2334a0b0fb7c231a49748d6923e604d6f9de010805d74656b5fd63f')
  })

  test('a report without results is no clean scan', async () => {
    await expectCode('nothing-scanned', () => readTrivyReport(recording('trivy/fs-empty').report))
    await expectCode('nothing-scanned', () => readTrivyReport(bytes({ SchemaVersion: 2, Results: [] })))
  })

  test('severities and states promo does not know are unknown', () => {
    const Vulnerabilities = [{ VulnerabilityID: 'X', PkgName: 'p', Severity: 'APOCALYPTIC', Status: 'pending' }]
    const { findings } = readTrivyReport(bytes({ SchemaVersion: 2, Results: [{ Target: 't', Vulnerabilities }] }))
    expect(findings).toMatchObject([{ severity: 'unknown', status: 'unknown', package: { installed: '', fixed: [] } }])
  })

  test('another schema version is unreadable', async () => {
    await expectCode('report-unreadable', () => readTrivyReport(bytes({ SchemaVersion: 3, Results: [] })))
  })
})

describe('grype', () => {
  test('findings go by their CVE, as other scanners name them', () => {
    const { findings, database } = readGrypeReport(recording('grype/dir-dirty').report)
    expect(brief(findings)).toEqual([
      'CVE-2020-14343 pyyaml critical fixed',
      'CVE-2021-44906 minimist critical fixed',
      'CVE-2021-23337 lodash high fixed',
      'CVE-2021-38561 golang.org/x/text high fixed',
      'CVE-2022-32149 golang.org/x/text high fixed',
      'CVE-2020-28500 lodash medium fixed',
    ])
    expect(database).toEqual({ version: 'v6.1.10', updatedAt: '2026-11-22T12:51:29Z' })
    expect(findings.find(({ package: found }) => found?.name === 'minimist')).toMatchObject({
      aliases: ['GHSA-xvch-5gv4-984h'],
      location: { path: 'services/storefront/package-lock.json' },
    })
  })

  test('what has no repair is affected, and the manifest that was scanned is told', () => {
    const { findings, manifestDigest } = readGrypeReport(recording('grype/image-debian').report)
    expect(brief(findings)).toEqual(['CVE-2023-2953 libldap-2.5-0 high affected', 'CVE-2023-5363 libssl3 high fixed'])
    expect(manifestDigest).toBe('sha256:37eb4ee86076756acdeb70cc0b4b7dacff842c6c05535737604ddc5958f4a8b0')
  })

  test('a report that does not say how old its database is counts for nothing', async () => {
    const report = JSON.parse(recording('grype/dir-clean').report.toString()) as {
      descriptor: { db: { status: object } }
    }
    report.descriptor.db.status = { schemaVersion: 'v6', built: 'lately' }
    await expectCode('database-unreadable', () => readGrypeReport(bytes(report)))
    await expectCode('report-unreadable', () => readGrypeReport(bytes({ ...report, descriptor: {} })))
  })
})

describe.each([
  ['gitleaks', readGitleaksReport, 'gitleaks/git-leaks'],
  ['checkov', (report: Uint8Array) => readCheckovReport(report).findings, 'checkov/three-dirty'],
  ['trivy', (report: Uint8Array) => readTrivyReport(report).findings, 'trivy/image-debian'],
  ['grype', (report: Uint8Array) => readGrypeReport(report).findings, 'grype/dir-dirty'],
] as const)('any report of %s', (_name, read, recorded) => {
  const CODES = ['report-unreadable', 'report-too-large', 'nothing-scanned', 'database-unreadable', 'files-unread']
  const shape = z.array(z.omit(findingShape, { target: true }))

  /** Either findings that a scan document takes, or one of our codes. */
  function expectReadable(report: Uint8Array): void {
    let findings: readonly ReadFinding[]
    try {
      findings = read(report)
    } catch (error) {
      expect(CODES).toContain(asPromoError(error).code)
      return
    }
    expect(shape.safeParse(finishFindings(findings)).success).toBe(true)
  }

  test('of any JSON gives findings of the right shape or a code', () => {
    fc.assert(fc.property(fc.json(), (json) => expectReadable(Buffer.from(json))))
  })

  test('of any bytes gives a code', () => {
    fc.assert(fc.property(fc.uint8Array(), (garbage) => expectReadable(garbage)))
  })

  test('with any one value replaced gives findings of the right shape or a code', () => {
    const original = JSON.parse(recording(recorded).report.toString()) as unknown
    const paths = pathsOf(original)
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        expectReadable(bytes(replaceAt(structuredClone(original), path, value)))
      }),
      { numRuns: 200 },
    )
  })

  test('cut anywhere is unreadable', async () => {
    const { report } = recording(recorded)
    for (const part of [0.1, 0.5, 0.9, 0.99])
      await expectCode('report-unreadable', () => read(report.subarray(0, Math.floor(report.length * part))))
  })
})

type Path = readonly (string | number)[]

function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))]
}

function replaceAt(root: unknown, path: Path, value: unknown): unknown {
  const last = path.at(-1)
  if (last === undefined) return value
  const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], root)
  ;(parent as Record<string, unknown>)[last] = value
  return root
}
