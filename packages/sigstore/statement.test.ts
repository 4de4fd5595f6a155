import { describe, expect, test } from '@jest/globals'
import { digestOf, isPromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { readStatement } from './statement.ts'

const DIGEST = digestOf('image')
const SHA256 = DIGEST.slice('sha256:'.length)

function statement(changes: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'image', digest: { sha256: SHA256 } }],
      predicateType: 'https://example.com/v1',
      predicate: { ok: true },
      ...changes,
    }),
  )
}

describe('an in-toto statement', () => {
  test.each(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1'])('of type %s is read', (_type) => {
    expect(readStatement(statement({ _type }))).toMatchObject({ subjects: [DIGEST], predicate: { ok: true } })
  })

  test('without a predicate has null, and subjects of other kinds are passed over', () => {
    const subject = [{ digest: { gitCommit: 'a'.repeat(40) } }, { digest: { sha256: SHA256 } }]
    const read = readStatement(statement({ subject, predicate: undefined }))
    expect(read).toMatchObject({ subjects: [DIGEST], predicate: null })
  })

  test.each([
    ['of another type', { _type: 'https://in-toto.io/Statement/v2' }],
    ['without subjects', { subject: [] }],
    ['with a malformed digest', { subject: [{ digest: { sha256: SHA256.toUpperCase() } }] }],
    ['without a predicate type', { predicateType: '' }],
    ['with too many subjects', { subject: Array.from({ length: 1001 }, () => ({ digest: { sha256: SHA256 } })) }],
  ])('%s is refused', async (_what, changes) => {
    await expectCode('bundle-invalid', () => readStatement(statement(changes)))
  })

  test('of any bytes is read or refused by its own error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          try {
            readStatement(bytes)
          } catch (error) {
            expect(isPromoError(error) && error.code).toBe('bundle-invalid')
          }
        },
      ),
    )
  })
})
