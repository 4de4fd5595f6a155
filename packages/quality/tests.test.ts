import { describe, expect, test } from '@jest/globals'
import { digestOf, parseCommit, parseRepositoryName, type Tests } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { testsEnding } from './ending.ts'
import type { JUnitCase } from './junit.ts'
import { mergeTests } from './merge.ts'
import { readReports } from './reports.ts'
import { countTests, type TestRun } from './tests.ts'

const sha = parseCommit('a'.repeat(40))
const HERE: TestRun = {
  source: { repository: parseRepositoryName('your-org/bookstore'), repositoryId: '1', sha, ref: 'refs/heads/main' },
  run: { id: '7', attempt: 1, workflowRef: 'w', workflowSha: sha },
  testedAt: new Date('2026-12-01T12:00:00Z'),
}

const aCase = (outcome: JUnitCase['outcome'], name = 'a'): JUnitCase => ({ suite: 's', name, outcome, message: '' })
const counted = (outcomes: readonly JUnitCase['outcome'][], minTests = 1, here = HERE): Tests =>
  countTests(
    [
      {
        report: { path: 'r.xml', digest: digestOf('r'), tests: outcomes.length },
        cases: outcomes.map((each) => aCase(each)),
      },
    ],
    minTests,
    here,
  )
const decided = ({ decision, totals }: Tests): readonly unknown[] => [decision.outcome, totals.passed, totals.failed]

describe('tests that are counted', () => {
  test.each<[string, Tests, readonly unknown[]]>([
    ['all passed', counted(['passed', 'passed']), ['pass', 2, 0]],
    ['one failed', counted(['passed', 'failed']), ['findings', 1, 1]],
    ['none', counted([]), ['findings', 0, 0]],
    ['none, and none asked for', counted([], 0), ['findings', 0, 0]],
    ['all skipped', counted(['skipped', 'skipped']), ['findings', 0, 0]],
    ['a retry', counted(['retried']), ['pass', 1, 0]],
    ['fewer than asked for', counted(['passed', 'skipped'], 2), ['findings', 1, 0]],
  ])('are decided: %s', (_what, tests, expected) => {
    expect(decided(tests)).toEqual(expected)
    expect(tests.totals.tests).toBe(tests.totals.passed + tests.totals.failed + tests.totals.skipped)
  })

  test('end with what failed, or with how few ran', () => {
    expect(testsEnding(counted(['passed']))).toBeUndefined()
    expect(testsEnding(counted(['failed']))?.error.code).toBe('tests-failed-reported')
    expect(testsEnding(counted([]))?.error.code).toBe('tests-too-few-reported')
  })

  test('list no name rather than some of very many', () => {
    const outcomes = Array.from({ length: 5001 }, (): JUnitCase['outcome'] => 'passed')
    const tests = counted(outcomes)
    expect([tests.passed.length, tests.totals.passed]).toEqual([0, 5001])
  })
})

describe('tests of several legs', () => {
  test('are summed', () => {
    const merged = mergeTests([counted(['passed', 'skipped']), counted(['retried'])], 2, HERE)
    expect(merged.totals).toEqual({ tests: 3, passed: 2, failed: 0, skipped: 1, retried: 1 })
    expect([merged.decision.outcome, merged.passed.length, merged.reports.length]).toEqual(['pass', 2, 2])
  })

  test('do not hide the leg that ran nothing', () => {
    const merged = mergeTests([counted(['passed', 'passed']), counted([])], 1, HERE)
    expect(merged.decision).toMatchObject({ outcome: 'findings', reasons: ['0 ran, at least 1 must'] })
  })

  test('count only when they are of this commit and run', async () => {
    const other = { ...HERE, run: { ...(HERE.run ?? { attempt: 1, workflowRef: '', workflowSha: sha }), id: '8' } }
    await expectCode('tests-foreign', () => mergeTests([counted(['passed'], 1, other)], 1, HERE))
    await expectCode('tests-foreign', () => mergeTests([counted(['passed'], 1, { ...HERE, source: null })], 1, HERE))
  })
})

describe('reports', () => {
  const directory = mkdtempSync(join(tmpdir(), 'promo-junit-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  write('a/out/junit.xml', '<testsuite><testcase name="a"/></testsuite>')
  write('b/out/junit.xml', '<testsuite><testcase name="b"/></testsuite>')
  write('c/empty.xml', '')

  test('are found by patterns, each once and in order', async () => {
    const reports = await readReports(['**/out/junit.xml', 'a/**/*.xml'], directory)
    expect(reports.map(({ report }) => report.path)).toEqual(['a/out/junit.xml', 'b/out/junit.xml'])
  })

  test('that are missing or unreadable are never zero tests', async () => {
    await expectCode('junit-missing', () => readReports(['a/**/*.xml', 'd/*.xml'], directory))
    await expectCode('junit-unreadable', () => readReports(['c/*.xml'], directory))
  })
})
