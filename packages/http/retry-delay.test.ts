import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { backoff, requestedDelay } from './retry-delay.ts'

const NOW = new Date('2026-12-01T12:00:00Z')
const asked = (headers: Record<string, string>): number | undefined => requestedDelay(new Headers(headers), NOW)
const seconds = NOW.getTime() / 1000

describe('the delay that a server asks for', () => {
  test.each([
    ['30', 30_000],
    ['1800', 1_800_000],
    ['Tue, 01 Dec 2026 12:00:10 GMT', 10_000],
    ['Tuesday, 01-Dec-26 12:00:10 GMT', 10_000],
  ])('is read from Retry-After: %s', (value, wanted) => expect(asked({ 'retry-after': value })).toBe(wanted))

  test.each([
    '0',
    '-5',
    '1.5',
    '880.414µs',
    '99999999',
    '9'.repeat(400),
    'soon',
    '',
    'Tue, 01 Dec 2026 11:00:00 GMT',
    '1 Jan 2030',
    '+20',
  ])('is ignored when it makes no sense: %j', (value) =>
    expect(asked({ 'retry-after': encodeURI(value) })).toBeUndefined(),
  )

  test('is the reset of the rate limit when nothing remains of it', () => {
    const reset = String(seconds + 60)
    expect(asked({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toBe(61_000)
    expect(asked({ 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': reset })).toBeUndefined()
    expect(asked({ 'x-ratelimit-reset': reset })).toBeUndefined()
    expect(asked({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'later' })).toBeUndefined()
  })

  test('is that of Retry-After when both are given', () => {
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds + 60) }
    expect(asked({ ...limit, 'retry-after': '5' })).toBe(5000)
  })
})

test('the own delay is spread evenly up to 1 s doubled each time, and never above 30 s', () => {
  expect([1, 2, 3, 5, 6, 50].map((attempt) => backoff(attempt, () => 1))).toEqual([
    1000, 2000, 4000, 16_000, 30_000, 30_000,
  ])
  const unit = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), unit, (attempt, random) => {
      const delay = backoff(attempt, () => random)
      return delay >= 0 && delay <= 30_000
    }),
  )
})
