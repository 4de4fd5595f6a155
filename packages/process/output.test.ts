import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { keepAll, keepTail } from './output.ts'

const chunks = fc.array(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)))

test('everything is kept up to the limit, and a chunk beyond it is refused', () => {
  fc.assert(
    fc.property(chunks, fc.nat(100), (list, limit) => {
      const kept = keepAll(limit)
      const taken = list.filter((chunk) => kept.add(chunk))
      expect(kept.bytes().equals(Buffer.concat(taken))).toBe(true)
      expect(kept.bytes().length).toBeLessThanOrEqual(limit)
    }),
  )
})

test('the tail is the end of everything that was written', () => {
  fc.assert(
    fc.property(chunks, fc.integer({ min: 1, max: 30 }), (list, limit) => {
      const kept = keepTail(limit)
      for (const chunk of list) kept.add(chunk)
      expect(kept.bytes().equals(Buffer.concat(list).subarray(-limit))).toBe(true)
    }),
  )
})
