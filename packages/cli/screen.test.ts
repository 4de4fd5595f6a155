import { afterEach, expect, test } from '@jest/globals'
import { screenOf, wantsColour } from './screen.ts'

const given = process.env['NO_COLOR']
afterEach(() => {
  if (given === undefined) delete process.env['NO_COLOR']
  else process.env['NO_COLOR'] = given
})

test('a terminal has colour unless NO_COLOR says something', () => {
  delete process.env['NO_COLOR']
  expect([wantsColour({ isTTY: true }), wantsColour({})]).toEqual([true, false])
  process.env['NO_COLOR'] = ''
  expect(wantsColour({ isTTY: true })).toBe(true)
  process.env['NO_COLOR'] = '1'
  expect(wantsColour({ isTTY: true })).toBe(false)
})

test('lines are whole where the width is not known', () => {
  expect([screenOf({ columns: 80 }), screenOf({ columns: 0 }), screenOf({})].map(({ width }) => width)).toEqual([
    80,
    Infinity,
    Infinity,
  ])
})
