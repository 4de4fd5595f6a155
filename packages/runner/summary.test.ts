import { mkdtempSync, statSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { appendSummary, fit, SUMMARY_LIMIT } from './summary.ts'

test('a summary stays under the limit and leaves room for the explanation of a failure', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'promo-summary-')), 'summary.md')
  writeFileSync(file, '')
  for (let part = 0; part < 5; part += 1) appendSummary(file, 'é line\n'.repeat(60_000), false)
  appendSummary(file, 'why it failed', true)
  expect(statSync(file).size).toBeLessThanOrEqual(SUMMARY_LIMIT)
  expect(readFileSync(file, 'utf8')).toMatch(/does not fit[^]*why it failed\n\n$/)
})

test('a summary is cut between lines', () => {
  expect(fit('aaaa\nbbbb\n'.repeat(100), 500)).toMatch(/(?:^|\n)(?:aaaa|bbbb)\n\n\n_The rest/)
  expect(fit('a', 100)).toBe('a\n')
})

test('nothing is written where there are no summaries', () => {
  expect(() => {
    appendSummary(undefined, 'x', false)
  }).not.toThrow()
})
