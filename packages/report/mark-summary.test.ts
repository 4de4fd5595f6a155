import { expect, test } from '@jest/globals'
import { digestOf, markDocument, parseEnvironmentName, parseImageName, type Mark } from '@promo/core'
import { markSummary } from './mark-summary.ts'

function aMark(changes: Partial<Mark> = {}): Mark {
  return markDocument.create({
    environment: parseEnvironmentName('staging'),
    image: { name: parseImageName('ghcr.io/your-org/catalog'), digest: digestOf('one') },
    properties: ['SMOKE_PASSED'],
    markedAt: '2026-12-01T12:00:00Z',
    expiresAt: '2026-12-31T12:00:00Z',
    revoked: false,
    reason: '',
    evidenceUrl: '',
    observedSince: null,
    evidence: [{ format: 'bundle', digest: digestOf('manifest') }],
    logIndex: '1',
    existing: false,
    ...changes,
  })
}

test('a mark says what it holds for, and until when', () => {
  const summary = markSummary([aMark()])
  expect(summary).toContain('Marked: 1 image in staging')
  expect(summary.replaceAll('\\', '')).toContain('2026-12-31 12:00 UTC')
})

test('a revocation says why, and the reason cannot add Markdown', () => {
  const summary = markSummary([aMark({ revoked: true, expiresAt: null, reason: '# Owned\n[x](https://evil.example)' })])
  expect(summary).toContain('Revoked: 1 image')
  expect(summary).not.toMatch(/^# Owned/m)
  expect(summary).not.toContain('](https://evil.example)')
})
