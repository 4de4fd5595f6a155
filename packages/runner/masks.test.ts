import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createMasks, maskedForms } from './masks.ts'

const secret = fc
  .string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 40 })
  .filter((text) => text.trim().length >= 12)

describe('masked values', () => {
  test('are found in base64 at every offset, URL-encoded and as JSON', () => {
    fc.assert(
      fc.property(secret, fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (text, before, after) => {
        const masks = createMasks()
        masks.add(text)
        const whole = text.trim()
        const around = before + whole + after
        expect(masks.covers(around)).toBe(true)
        expect(masks.covers(Buffer.from(around).toString('base64'))).toBe(true)
        expect(masks.covers(Buffer.from(around).toString('base64url'))).toBe(true)
        expect(masks.covers(encodeURIComponent(whole))).toBe(true)
        expect(masks.covers(JSON.stringify({ key: whole }))).toBe(true)
      }),
    )
  })

  test('leave no trace in scrubbed text', () => {
    fc.assert(
      fc.property(secret, (text) => {
        const masks = createMasks()
        masks.add(text)
        expect(masks.covers(masks.scrub(`x ${text} ${Buffer.from(text.trim()).toString('base64')}`))).toBe(false)
      }),
    )
  })

  test('of several lines are hidden line by line, without the frame of a key', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n}\n-----END PRIVATE KEY-----\n'
    const forms = maskedForms(pem)
    expect(forms).toContain('MIGHAgEAMBMGByqGSM49')
    expect(forms).not.toContain('}')
    expect(forms).not.toContain('-----BEGIN PRIVATE KEY-----')
  })

  test('that are empty hide nothing', () => {
    expect(maskedForms(' \n ')).toEqual([])
  })

  test('report only forms that are new', () => {
    const masks = createMasks()
    expect(masks.add('a-long-secret').length).toBeGreaterThan(1)
    expect(masks.add('a-long-secret')).toEqual([])
  })
})
