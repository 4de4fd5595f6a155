import type { Clock } from './clock.ts'
import { asPromoError, PromoError } from './errors.ts'

/** Runs the function and returns the PromoError it throws or rejects with; fails when it ends well, or with another error or code. */
export async function expectCode(code: string, run: () => unknown): Promise<PromoError> {
  let ended: unknown
  try {
    ended = await run()
  } catch (error) {
    if (error instanceof PromoError && error.code === code) return error
    throw new Error(`expected error code ${code}`, { cause: error })
  }
  throw new Error(`expected error code ${code}, but it returned ${JSON.stringify(ended)}`)
}

/** How the function ended, for runs that may end either way: code and ending of what it threw, or `none` and `pass`. */
export async function endingOf(run: () => unknown): Promise<{ readonly code: string; readonly ending: string }> {
  try {
    await run()
    return { code: 'none', ending: 'pass' }
  } catch (thrown) {
    const { code, ending } = asPromoError(thrown)
    return { code, ending }
  }
}

/** A clock that stands still until it is told to move; sleeping moves it and takes no time. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void
  /** Every delay slept so far, in milliseconds. */
  readonly slept: readonly number[]
}

export function fakeClock(start = '2026-12-01T12:00:00Z'): FakeClock {
  let now = Date.parse(start)
  const slept: number[] = []
  return {
    slept,
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds
    },
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted()
      slept.push(milliseconds)
      now += milliseconds
    },
  }
}
