import { expect, test } from '@jest/globals'
import { aCanary, aTokenCanary, leaks } from './canaries.ts'

const SECRET = 'canary of some length: "ü/?"'
const canaries = [
  aCanary('secret', SECRET),
  aTokenCanary('token', `eyJhbGciOiJub25lIn0.${'p'.repeat(60)}.${'s'.repeat(60)}`),
]

test.each([
  ['as it is', `before ${SECRET} after`],
  ['in a URL', `https://example.com/?q=${encodeURIComponent(SECRET)}`],
  ['in JSON', JSON.stringify({ SECRET })],
  ...[0, 1, 2].map((shift) => [
    `within base64 at ${String(shift)}`,
    Buffer.from(`${'u'.repeat(shift)}:${SECRET}:`).toString('base64'),
  ]),
])('a secret is found %s', (_how, text) => {
  expect(leaks(canaries, new Map([['there', text]]))).toEqual(['secret in there'])
})

test('a part of a token is found, and what every token begins with is not', () => {
  expect(leaks(canaries, new Map([['there', `eyJhbGciOiJub25lIn0.${'p'.repeat(50)}`]]))).toEqual(['token in there'])
  expect(leaks(canaries, new Map([['there', 'eyJhbGciOiJub25lIn0.e30.']]))).toEqual([])
})
