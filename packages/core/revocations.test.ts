import { expect, test } from '@jest/globals'
import { readRevocations } from './revocations.ts'
import { expectCode } from './testing.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

test('revocations are read, and a list that is not there is empty', () => {
  expect(
    readRevocations(`version: 1\ndigests:\n  - { digest: '${DIGEST}', reason: leaked, at: 2026-09-01 }\n`),
  ).toEqual({ version: 1, digests: [{ digest: DIGEST, reason: 'leaked', at: '2026-09-01' }], marks: [] })
  const mark = `{ environment: staging, digest: '${DIGEST}', reason: flaky, at: 2026-09-01T10:00:00Z }`
  expect(readRevocations(`version: 1\nmarks: [${mark}]\n`).marks).toHaveLength(1)
})

test.each([
  ['a misspelt list', 'version: 1\ndigest: []\n'],
  ['an empty file', ''],
  ['no version', 'digests: []\n'],
  ['a short digest', 'version: 1\ndigests: [{ digest: sha256:aa, reason: x, at: 2026-09-01 }]\n'],
  ['no reason', `version: 1\ndigests: [{ digest: '${DIGEST}', reason: '', at: 2026-09-01 }]\n`],
  ['a day that there is not', `version: 1\ndigests: [{ digest: '${DIGEST}', reason: x, at: 2026-02-30 }]\n`],
  ['holds, which nothing looks at yet', 'version: 1\nholds: []\n'],
])('revocations with %s are refused', (_what, text) => expectCode('revocations-invalid', () => readRevocations(text)))
