import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { clip } from './limits.ts'

test('keeps a text within the limit, whole characters only, and touches none that fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 50, max: 200 }), (text, limit) => {
      const clipped = clip(text, limit)
      expect(clipped.length).toBeLessThanOrEqual(limit)
      expect(clipped.isWellFormed()).toBe(true)
      if (text.length <= limit) expect(clipped).toBe(text)
      else expect(text.startsWith(clipped.slice(0, limit - 40))).toBe(true)
    }),
  )
})
