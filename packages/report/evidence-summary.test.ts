import { describe, expect, test } from '@jest/globals'
import { copySummary, type CopyReport } from './evidence-summary.ts'

function aCopy(equal: boolean): CopyReport {
  return {
    from: 'ghcr.io/org/app@sha256:aa',
    to: 'ghcr.io/org/release/app',
    digest: 'sha256:aa',
    equal,
    platforms: ['linux/amd64', 'linux/arm64'],
    tags: ['v1'],
    tally: { manifests: 3, blobs: 2, mounted: 2, referrers: 1, bytes: 0 },
  }
}

describe('the summary of copies', () => {
  test.each([true, false])('is one row for each copy, whether its digest is equal (%s)', (equal) => {
    const rows = copySummary([aCopy(equal), aCopy(true)])
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(rows.map((row) => row.split(' | ').length)).toEqual([5, 5, 5, 5, 5, 5])
    expect(rows[2]).toContain(equal ? '| equal |' : '| **different** |')
  })
})
