import { expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addCounts, NO_TESTS, readCounts, totalsLine } from './counts.ts'

function counted(numbers: Readonly<Record<string, number>>) {
  const folder = mkdtempSync(join(tmpdir(), 'promo-counts-'))
  const path = join(folder, 'report.json')
  const none = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
  }
  writeFileSync(path, JSON.stringify({ ...none, ...numbers }))
  try {
    return readCounts(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a test file that could not be loaded is a failure', () => {
  expect(counted({ numPassedTests: 3, numRuntimeErrorTestSuites: 1 })).toEqual({ passed: 3, failed: 1, skipped: 0 })
})

test('tests that wait and tests to be written are skipped', () => {
  expect(counted({ numPendingTests: 1, numTodoTests: 2 }).skipped).toBe(3)
})

test('a missing report has no tests', () => {
  expect(readCounts('/nowhere/report.json')).toEqual(NO_TESTS)
})

test('the totals name skipped tests only when there are any', () => {
  const one = { passed: 1, failed: 0, skipped: 0 }
  expect(totalsLine(addCounts(one, one))).toBe('tests: 2 passed, 0 failed')
  expect(totalsLine({ ...one, skipped: 1 })).toBe('tests: 1 passed, 0 failed, 1 skipped')
})
