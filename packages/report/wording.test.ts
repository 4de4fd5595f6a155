import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { plural } from './wording.ts'

test('counts are written as English writes them', () => {
  fc.assert(
    fc.property(fc.nat(), (count) => {
      expect(plural(count, 'image')).toBe(`${count.toLocaleString('en')} image${count === 1 ? '' : 's'}`)
    }),
  )
})
