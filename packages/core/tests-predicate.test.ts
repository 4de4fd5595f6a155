import { describe, expect, test } from '@jest/globals'
import { testsDocument, type Tests } from './documents/tests.ts'
import { TESTS_EXTENSION } from './predicate-types.ts'
import { readTestsPredicate, testsPredicate } from './tests-predicate.ts'

function someTests(changes: Partial<Tests> = {}): Tests {
  return testsDocument.create({
    source: null,
    run: null,
    totals: { tests: 3, passed: 2, failed: 0, skipped: 1, retried: 0 },
    cases: [],
    passed: ['orders › a', 'orders › b'],
    reports: [],
    coverage: null,
    qualityGate: 'NONE',
    decision: { minTests: 1, outcome: 'pass', reasons: [] },
    testedAt: '2026-12-01T12:00:00Z',
    ...changes,
  })
}

const failing = someTests({
  totals: { tests: 2, passed: 1, failed: 1, skipped: 0, retried: 0 },
  cases: [{ suite: 'orders', name: 'b', outcome: 'failed', message: 'no' }],
  decision: { minTests: 1, outcome: 'findings', reasons: ['1 test failed'] },
})

describe('the tests predicate', () => {
  test('has the fields of in-toto and comes back as what it says', () => {
    const written = testsPredicate(failing, 'https://github.com/o/r/actions/runs/1')
    expect(written).toMatchObject({
      result: 'FAILED',
      configuration: [],
      url: 'https://github.com/o/r/actions/runs/1',
      failedTests: ['orders › b'],
    })
    expect(readTestsPredicate(written)).toEqual({ result: 'FAILED', passed: 1, failed: ['orders › b'] })
  })

  test('warns of cases that passed only when they were run again', () => {
    const retried = someTests({
      totals: { tests: 2, passed: 2, failed: 0, skipped: 0, retried: 1 },
      cases: [{ suite: 'orders', name: 'a', outcome: 'retried', message: '' }],
    })
    expect(testsPredicate(retried, '')).toMatchObject({ result: 'WARNED', warnedTests: ['orders › a'] })
  })

  test('counts the names of another writer', () => {
    const foreign = { result: 'PASSED', configuration: [], passedTests: ['a', 'b'] }
    expect(readTestsPredicate(foreign)).toEqual({ result: 'PASSED', passed: 2, failed: [] })
  })

  test('never lets a count of failures disappear because no name is listed', () => {
    const totals = { tests: 9, passed: 6, failed: 3, skipped: 0, retried: 0 }
    const claim = readTestsPredicate({ result: 'PASSED', [TESTS_EXTENSION]: { totals, minTests: 1 } })
    expect(claim?.failed).toEqual(['3 more'])
  })

  test.each([null, 'PASSED', {}, { result: 'passed' }, { result: 'PASSED', passedTests: [1] }])(
    'is not %j',
    (value) => {
      expect(readTestsPredicate(value)).toBeUndefined()
    },
  )
})
