import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { cronMatches, parseCron } from './cron.ts'

const at = (text: string): Date => new Date(text)
const matches = (cron: string, time: string, timezone?: string): boolean =>
  cronMatches(parseCron(cron), at(time), timezone)

describe('a cron line', () => {
  test.each([
    ['30 5 * * 1,3', '2026-11-25T05:30:42Z', true],
    ['30 5 * * 1,3', '2026-11-26T05:30:00Z', false],
    ['*/15 * * * *', '2026-11-26T05:45:00Z', true],
    ['7-59/20 0 * * *', '2026-11-26T00:47:00Z', true],
    ['20/15 * * * *', '2026-11-26T00:50:00Z', true],
    ['0 0 1 jan *', '2027-01-01T00:00:00Z', true],
    ['0 0 * * MON-FRI', '2026-11-28T00:00:00Z', false],
    ['0 0 13 * FRI', '2026-11-13T00:00:00Z', true],
    ['0 0 13 * FRI', '2026-11-27T00:00:00Z', true],
    ['0 0 13 * FRI', '2026-11-26T00:00:00Z', false],
    ['0 0 */2 * FRI', '2026-11-28T00:00:00Z', false],
  ])('%s at %s: %s', (cron, time, expected) => {
    expect(matches(cron, time)).toBe(expected)
  })

  test('is read in the time zone of its schedule', () => {
    expect(matches('0 9 * * *', '2026-07-01T07:00:00Z', 'Europe/Berlin')).toBe(true)
    expect(matches('0 9 * * *', '2026-12-01T08:00:00Z', 'Europe/Berlin')).toBe(true)
  })

  test.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 7',
    '5-1 * * * *',
    '*/0 * * * *',
    'a * * * *',
    '1-2-3 * * * *',
    '* * * MON *',
  ])('refuses %j', async (cron) => {
    await expectCode('workflow-invalid', () => parseCron(cron))
  })

  test('never throws but its own error, and every value it gives is within its field', () => {
    const part = fc.stringMatching(/^[0-9*,/A-Z-]{1,6}$/)
    fc.assert(
      fc.property(fc.tuple(part, part, part, part, part), (parts) => {
        try {
          const { minutes, weekdays } = parseCron(parts.join(' '))
          expect([...minutes].every((minute) => minute >= 0 && minute < 60)).toBe(true)
          expect([...weekdays].every((weekday) => weekday >= 0 && weekday < 7)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: 'workflow-invalid' })
        }
      }),
    )
  })
})
