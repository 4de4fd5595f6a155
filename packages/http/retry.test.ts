import { describe, expect, test } from '@jest/globals'
import { PromoError } from '@promo/core'
import { expectCode, fakeClock, type FakeClock } from '@promo/core/testing'
import { httpError } from './errors.ts'
import { withRetries, type Attempt, type RetryPorts } from './retry.ts'

const BUDGET = { attempts: 5, totalMs: 60_000, attemptTimeoutMs: 30_000 }

function ports(clock: FakeClock, changes: Partial<RetryPorts> = {}): RetryPorts {
  return { what: 'GET https://ghcr.io/v2/', clock, random: () => 1, log: () => undefined, ...changes }
}

function transient(value: number, waitMs?: number): Attempt<number> {
  return { kind: 'transient', cause: String(value), waitMs, last: { value } }
}

const broken: Attempt<number> = {
  kind: 'transient',
  cause: 'ECONNRESET',
  last: { error: (causes) => httpError('http-unreachable', { attempts: causes }, 'broken') },
}

describe('the retry policy', () => {
  test('stops at the first success', async () => {
    const clock = fakeClock()
    const endings = [transient(503), transient(503), { kind: 'done', value: 200 } as const]
    expect(await withRetries(BUDGET, async (number) => endings[number - 1]!, ports(clock))).toBe(200)
    expect(clock.slept).toEqual([1000, 2000])
  })

  test('returns the last answer, or throws an error that lists all attempts, when no attempt is left', async () => {
    const clock = fakeClock()
    expect(await withRetries(BUDGET, async () => transient(503), ports(clock))).toBe(503)
    expect(clock.slept).toEqual([1000, 2000, 4000, 8000])
    const error = await expectCode('http-unreachable', () =>
      withRetries(BUDGET, async () => broken, ports(fakeClock())),
    )
    expect(error.facts['attempts']).toEqual(Array(5).fill('ECONNRESET'))
  })

  test('throws what an attempt throws, at once', async () => {
    const clock = fakeClock()
    const run = () =>
      withRetries(BUDGET, () => Promise.reject(httpError('http-response-too-large', {}, 'x')), ports(clock))
    await expectCode('http-response-too-large', run)
    expect(clock.slept).toEqual([])
  })

  test('waits as long as the server asks when that fits the budget', async () => {
    const clock = fakeClock()
    let attempts = 0
    await withRetries(
      BUDGET,
      async () => (attempts++ === 0 ? transient(429, 50_000) : { kind: 'done', value: 1 }),
      ports(clock),
    )
    expect(clock.slept).toEqual([50_000])
  })

  test('gives up at once, and says until when, when the server asks for more than is left', async () => {
    const clock = fakeClock('2026-12-01T12:00:00Z')
    const lines: string[] = []
    expect(
      await withRetries(BUDGET, async () => transient(429, 60_000), ports(clock, { log: (line) => lines.push(line) })),
    ).toBe(429)
    expect(clock.slept).toEqual([])
    expect(lines.join()).toContain('2026-12-01T12:01:00')
  })

  test('never goes beyond the total, however many attempts are left', async () => {
    const clock = fakeClock()
    const slow = async (): Promise<Attempt<number>> => {
      clock.advance(25_000)
      return transient(500)
    }
    await withRetries({ ...BUDGET, attempts: 100 }, slow, ports(clock))
    expect(clock.now().getTime() - Date.parse('2026-12-01T12:00:00Z')).toBeLessThan(60_000 + 25_000)
    expect(clock.slept).toHaveLength(2)
  })

  test('writes one line for each retry', async () => {
    const lines: string[] = []
    await withRetries(
      { ...BUDGET, attempts: 3 },
      async () => transient(502),
      ports(fakeClock(), { log: (line) => lines.push(line) }),
    )
    expect(lines).toEqual([
      'GET https://ghcr.io/v2/: 502; attempt 1 of 3, again in 1.0 s',
      'GET https://ghcr.io/v2/: 502; attempt 2 of 3, again in 2.0 s',
    ])
  })
})

describe('time and cancellation', () => {
  const forever = (_number: number, signal: AbortSignal): Promise<Attempt<number>> =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted', { cause: signal.reason })))
    })

  test('an attempt that takes too long is ended and repeated', async () => {
    const budget = { attempts: 2, totalMs: 60_000, attemptTimeoutMs: 5 }
    const error = await expectCode('http-timeout', () => withRetries(budget, forever, ports(fakeClock())))
    expect(error.facts['attempts']).toHaveLength(2)
  })

  test('a cancelled run ends the attempt', async () => {
    const cancel = new AbortController()
    const run = withRetries(BUDGET, forever, ports(fakeClock(), { signal: cancel.signal }))
    cancel.abort('stop')
    await expectCode('http-cancelled', () => run)
  })

  test('a cancelled run ends the pause and begins no attempt', async () => {
    const cancel = new AbortController()
    let attempts = 0
    const run = () =>
      withRetries(
        BUDGET,
        async () => {
          attempts += 1
          cancel.abort()
          return broken
        },
        ports(fakeClock(), { signal: cancel.signal }),
      )
    expect(await expectCode('http-cancelled', run)).toBeInstanceOf(PromoError)
    expect(attempts).toBe(1)
  })
})
