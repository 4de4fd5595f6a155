import { describe, expect, test } from '@jest/globals'
import { reaches, SEVERITIES, type Finding, type Severity } from '@promo/core'
import fc from 'fast-check'
import { decideScan } from './scan-decision.ts'
import { aFinding, aTool } from './testing.ts'

const finding: fc.Arbitrary<Finding> = fc
  .record({
    severity: fc.constantFrom(...SEVERITIES),
    kind: fc.constantFrom('vulnerability', 'secret', 'misconfiguration'),
    fixed: fc.subarray(['2']),
    target: fc.nat(1),
    fingerprint: fc.constantFrom('a', 'b', 'c', 'd'),
  })
  .map(({ fixed, ...rest }) => aFinding({ ...rest, package: { name: 'p', installed: '1', fixed } }))
const findings = fc.array(finding, { maxLength: 12 })
const options = fc.record({ failOn: fc.constantFrom(...SEVERITIES), ignoreUnfixed: fc.boolean() })

describe('deciding a scan', () => {
  test('counts every finding once, as found or as suppressed', () => {
    fc.assert(
      fc.property(findings, options, (found, chosen) => {
        const decided = decideScan(found, [aTool()], chosen)
        const places = new Set(found.map(({ target, fingerprint }) => `${target} ${fingerprint}`))
        const counted = Object.values(decided.counts).reduce((sum, count) => sum + count, 0)
        expect(counted).toBe(decided.findings.length)
        expect(counted + decided.suppressed.length).toBe(places.size)
      }),
    )
  })

  test('fails whatever a worse threshold fails, and says why', () => {
    fc.assert(
      fc.property(findings, options, fc.constantFrom(...SEVERITIES), (found, chosen, other) => {
        const [worse, milder]: readonly [Severity, Severity] = reaches(other, chosen.failOn)
          ? [other, chosen.failOn]
          : [chosen.failOn, other]
        const strict = decideScan(found, [aTool()], { ...chosen, failOn: milder }).decision
        const lax = decideScan(found, [aTool()], { ...chosen, failOn: worse }).decision
        expect(strict.failing).toEqual(expect.arrayContaining(lax.failing))
        for (const { outcome, failing } of [strict, lax]) expect(outcome).toBe(failing.length > 0 ? 'findings' : 'pass')
      }),
    )
  })

  test('does not depend on the order in which tools report', () => {
    fc.assert(
      fc.property(findings, options, (found, chosen) => {
        const decided = decideScan(found, [aTool()], chosen)
        expect(decideScan([...found].reverse(), [aTool()], chosen).decision).toEqual(decided.decision)
      }),
    )
  })

  test.each([
    ['no tool', []],
    ['a tool that stopped', [aTool(), aTool({ complete: false })]],
    ['a tool that failed', [aTool(), aTool({ outcome: 'infrastructure' })]],
    ['a tool that was set up wrong', [aTool({ outcome: 'configuration' })]],
  ])('never passes with %s, whatever was found', (_what, tools) => {
    fc.assert(
      fc.property(findings, options, (found, chosen) => {
        expect(decideScan(found, tools, chosen).decision.outcome).toBe('infrastructure')
      }),
    )
  })

  test.each<[Severity, Severity, boolean]>([
    ['critical', 'high', true],
    ['high', 'high', true],
    ['medium', 'high', false],
    ['unknown', 'high', true],
    ['unknown', 'critical', false],
    ['negligible', 'negligible', true],
  ])('a finding of severity %s fails at threshold %s: %s', (severity, failOn, fails) => {
    const { decision } = decideScan([aFinding({ severity })], [aTool()], { failOn, ignoreUnfixed: false })
    expect(decision.outcome).toBe(fails ? 'findings' : 'pass')
  })

  test('ignores only vulnerabilities without a fix, and says that it did', () => {
    const unfixed = { name: 'openssl', installed: '1', fixed: [] }
    const chosen = { failOn: 'high', ignoreUnfixed: true } as const
    const ignored = decideScan([aFinding({ package: unfixed })], [aTool()], chosen)
    expect(ignored.decision.outcome).toBe('pass')
    expect(ignored.suppressed.map(({ by }) => by)).toEqual(['ignore-unfixed'])
    const secret = decideScan([aFinding({ kind: 'secret', package: unfixed })], [aTool()], chosen)
    expect(secret.decision.outcome).toBe('findings')
  })

  test('keeps the worse of two findings that are the same one', () => {
    const twice = [aFinding({ severity: 'high', fingerprint: 'x' }), aFinding({ severity: 'low', fingerprint: 'x' })]
    const { counts } = decideScan(twice, [aTool()], { failOn: 'high', ignoreUnfixed: false })
    expect(counts).toMatchObject({ high: 1, low: 0 })
  })
})
