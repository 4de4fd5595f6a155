/** The one source of time. Decisions take it as a value, so that tests and `--at-time` can set it. */
export interface Clock {
  now(): Date
  /** Resolves after the delay; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    const { setTimeout: delay } = await import('node:timers/promises')
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal })
  },
}

/** RFC 3339 in UTC with whole seconds, the form of every time in a promo document. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
