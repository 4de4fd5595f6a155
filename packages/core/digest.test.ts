import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { assertDigest, digestOf, hexOf, isDigest, parseDigest } from './digest.ts'
import { expectCode } from './testing.ts'

const EMPTY = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

test('the digest of nothing is known (FIPS 180-4)', () => {
  expect(digestOf('')).toBe(EMPTY)
  expect(digestOf(new Uint8Array())).toBe(EMPTY)
  expect(hexOf(parseDigest(EMPTY))).toBe(EMPTY.slice(7))
})

test('any bytes have one digest, which parses and fits them alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), async (bytes, others) => {
      const digest = digestOf(bytes)
      expect(parseDigest(digest)).toBe(digest)
      assertDigest(bytes, digest, 'these bytes')
      if (!Buffer.from(bytes).equals(others))
        await expectCode('digest-mismatch', () => assertDigest(others, digest, 'others'))
    }),
  )
})

describe('no digest', () => {
  test.each([
    '',
    'sha256:',
    EMPTY.slice(7),
    EMPTY.slice(0, -1),
    `${EMPTY}0`,
    EMPTY.toUpperCase(),
    EMPTY.replace('e', 'E'),
    EMPTY.replace('sha256', 'sha512'),
    EMPTY.replace('sha256:', 'sha256-'),
    ` ${EMPTY}`,
    `${EMPTY}\n`,
    `${EMPTY}\n${EMPTY}`,
    EMPTY.replace('e', 'е'),
    'x'.repeat(1_000_000),
  ])('%# is taken', async (text) => {
    expect(isDigest(text)).toBe(false)
    const error = await expectCode('digest-invalid', () => parseDigest(text))
    expect(error.message.length).toBeLessThan(700)
  })

  test('is made of what is no text', () =>
    expect([isDigest(undefined), isDigest([EMPTY]), isDigest({})]).toEqual([false, false, false]))
})
