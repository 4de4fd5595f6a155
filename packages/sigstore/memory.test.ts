import { expect, test } from '@jest/globals'
import { createMemory } from './memory.ts'

test('verifies once for the same bytes, each time for those that no room is left for, and again after a failure', () => {
  const recall = createMemory<number>()
  let runs = 0
  const verify = (): number => (runs += 1)
  expect([recall('a', 10, verify), recall('a', 10, verify)]).toEqual([1, 1])
  expect([recall('large', 9_000_000, verify), recall('large', 9_000_000, verify)]).toEqual([2, 3])
  const fail = (): number => {
    throw new TypeError('no')
  }
  expect(() => recall('b', 10, fail)).toThrow(TypeError)
  expect(recall('b', 10, verify)).toBe(4)
})

test('holds no more bytes than its room, however few the results', () => {
  const recall = createMemory<number>()
  for (let index = 0; index < 4; index += 1) recall(String(index), 3_000_000, () => index)
  expect([3, 2, 0, 1].map((index) => recall(String(index), 3_000_000, () => -1))).toEqual([3, 2, -1, -1])
})

test('forgets the oldest of many', () => {
  const recall = createMemory<number>()
  for (let index = 0; index <= 500; index += 1) recall(String(index), 1, () => index)
  expect(recall('500', 1, () => -1)).toBe(500)
  expect(recall('0', 1, () => -1)).toBe(-1)
})
