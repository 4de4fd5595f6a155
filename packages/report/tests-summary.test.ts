import { expect, test } from '@jest/globals'
import { testsDocument, type Tests } from '@promo/core'
import { testsSummary } from './tests-summary.ts'

function someTests(changes: Partial<Tests>): Tests {
  return testsDocument.create({
    source: null,
    run: null,
    totals: { tests: 2, passed: 2, failed: 0, skipped: 0, retried: 0 },
    cases: [],
    passed: [],
    reports: [],
    coverage: null,
    qualityGate: 'NONE',
    decision: { minTests: 1, outcome: 'pass', reasons: [] },
    testedAt: '2026-12-01T12:00:00Z',
    ...changes,
  })
}

test('the summary of tests says first what was decided, then what failed and where', () => {
  const text = testsSummary(
    someTests({
      totals: { tests: 2, passed: 1, failed: 1, skipped: 0, retried: 0 },
      cases: [
        {
          suite: 'orders',
          name: '<img src=x> @everyone',
          outcome: 'failed',
          message: 'a | b',
          file: 'o_test.go',
          line: 3,
        },
      ],
      decision: { minTests: 1, outcome: 'findings', reasons: ['1 failed'] },
    }),
  )
  expect(text).toMatch(/^### Tests refused: 1 failed/)
  expect(text.indexOf('o_test.go:3')).toBeLessThan(text.indexOf('What to do'))
  expect(text).not.toContain('a | b')
})

test('the summary of tests that passed asks for nothing', () => {
  const text = testsSummary(someTests({}))
  expect(text).toMatch(/^### Tests passed: 2 cases/)
  expect(text).not.toContain('What to do')
})
