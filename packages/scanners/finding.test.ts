import { describe, expect, test } from '@jest/globals'
import { anyText } from '@promo/core/testing/any-text'
import fc from 'fast-check'
import { clean, cleanPath, fingerprintOf, finishFindings, type ReadFinding } from './finding.ts'

function aFinding(changes: Partial<ReadFinding> = {}): ReadFinding {
  return {
    tool: 'trivy',
    ruleId: 'CVE-2026-0001',
    aliases: [],
    kind: 'vulnerability',
    severity: 'high',
    title: 'a title',
    package: { name: 'zlib', installed: '1.0', fixed: ['1.1'], purl: 'pkg:deb/debian/zlib@1.0' },
    location: { path: 'app/lock', startLine: 3 },
    status: 'fixed',
    ...changes,
  }
}

describe('a fingerprint', () => {
  test('stays when lines, titles, severities and fixes change', () => {
    const before = fingerprintOf(aFinding())
    const after = aFinding({
      severity: 'low',
      title: 'other',
      location: { path: 'app/lock', startLine: 99, endLine: 120 },
    })
    expect(fingerprintOf(after)).toBe(before)
  })

  test.each<[string, Partial<ReadFinding>]>([
    ['tool', { tool: 'grype' }],
    ['rule', { ruleId: 'CVE-2026-0002' }],
    ['package', { package: { name: 'zlib', installed: '1.0', fixed: [], purl: 'pkg:deb/debian/zlib@2.0' } }],
    ['file', { location: { path: 'app/other' } }],
    ['resource', { location: { path: 'app/lock', resource: 'commit 1' } }],
  ])('changes with the %s', (_what, changes) => {
    expect(fingerprintOf(aFinding(changes))).not.toBe(fingerprintOf(aFinding()))
  })

  test('does not confuse parts that were moved between fields', () => {
    const of = (name: string, installed: string): string =>
      fingerprintOf(aFinding({ package: { name, installed, fixed: [] } }))
    expect(of('a b', 'c')).not.toBe(of('a', 'b c'))
  })
})

describe('the list', () => {
  const some = fc.array(
    fc.record({
      ruleId: fc.constantFrom('A', 'B', 'C'),
      severity: fc.constantFrom('critical' as const, 'low' as const, 'unknown' as const),
      location: fc.record({ path: fc.constantFrom('x', 'y'), startLine: fc.nat(5) }),
    }),
    { maxLength: 12 },
  )

  test('is the same whatever order the tool reported in', () => {
    fc.assert(
      fc.property(
        some.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const finish = (each: typeof list) => finishFindings(each.map((changes) => aFinding(changes)))
          expect(finish(shuffled)).toEqual(finish(list))
        },
      ),
    )
  })

  test('joins what is the same finding: the worst severity, all fixes and names, the first line', () => {
    const twice = [
      aFinding({ severity: 'low', aliases: ['GHSA-b'], location: { path: 'p', startLine: 9 } }),
      aFinding({ severity: 'critical', aliases: ['GHSA-a'], location: { path: 'p', startLine: 2 } }),
    ]
    expect(finishFindings(twice)).toMatchObject([
      { severity: 'critical', aliases: ['GHSA-a', 'GHSA-b'], package: { fixed: ['1.1'] }, location: { startLine: 2 } },
    ])
    expect(finishFindings(twice)).toHaveLength(1)
  })
})

describe('text of a tool', () => {
  test('is one line without control, format or escape characters, within its limit', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(clean(text, 50)).toMatch(/^[^\p{C}]{0,50}$/u)
      }),
    )
    expect(clean('\u001b[31mred\u001b[0m\n::error::\u202Ex')).toBe('red ::error:: x')
  })

  test.each([
    ['/app/x', 'app/x'],
    ['./app/x', 'app/x'],
    ['app\\x', 'app/x'],
    ['.', '.'],
    ['.github/x', '.github/x'],
  ])('the path %s is %s', (given, wanted) => {
    expect(cleanPath(given)).toBe(wanted)
  })
})
