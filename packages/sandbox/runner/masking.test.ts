import { describe, expect, test } from '@jest/globals'
import { anyText } from '@promo/core/testing/any-text'
import fc from 'fast-check'
import { createMasker } from './masking.ts'

describe('a masker', () => {
  test('hides a secret in every form the runner registers', () => {
    const secret = 'p@ss "word"/42'
    const masker = createMasker([secret])
    const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
    for (const form of forms) expect(masker.mask(`x ${form} y`)).not.toContain('word')
    expect(masker.mask(Buffer.from(`user:${secret}`).toString('base64'))).toContain('***')
  })

  test('hides each line of a secret of several lines', () => {
    expect(createMasker(['first-line\nsecond-line']).mask('a second-line b')).toBe('a *** b')
  })

  test('hides the longer of two secrets that overlap', () => {
    expect(createMasker(['token', 'token-long']).mask('token-long token')).toBe('*** ***')
  })

  test('never leaves a secret of any text in place', () => {
    const text = anyText({ minLength: 4 }).filter((value) => value.trim() === value && !value.includes('*'))
    fc.assert(
      fc.property(
        text,
        fc.string(),
        (secret, around) => !createMasker([secret]).mask(`${around}${secret}`).endsWith(secret),
      ),
    )
  })
})
