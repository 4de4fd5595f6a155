import { expect, test } from '@jest/globals'
import { anyText } from '@promo/core/testing/any-text'
import fc from 'fast-check'
import { clip } from './limits.ts'

test('keeps a text within the limit, whole characters only, and leaves one that fits as it is', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 300 }), fc.integer({ min: 50, max: 200 }), (text, limit) => {
      const clipped = clip(text, limit)
      expect(clipped.length).toBeLessThanOrEqual(limit)
      expect(clipped.isWellFormed()).toBe(true)
      const whole = text.toWellFormed()
      if (whole.length <= limit) expect(clipped).toBe(whole)
      else expect(whole.startsWith(clipped.slice(0, limit - 40))).toBe(true)
    }),
  )
})
