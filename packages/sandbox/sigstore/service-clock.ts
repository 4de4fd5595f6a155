import type { Clock } from '@promo/core'

/**
 * Time for the parts of `@sigstore/mock`, which hold one Date for good. It is set to the whole second before each piece of work
 * (DER times with a fraction of two digits cannot be read back), and work is done one after the other, so that the time
 * stays the same from a pre-certificate to its certificate.
 */
export interface ServiceClock {
  readonly date: Date
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

export function createServiceClock(clock: Clock): ServiceClock {
  const wholeSecond = (): number => Math.floor(clock.now().getTime() / 1000) * 1000
  const date = new Date(wholeSecond())
  let last: Promise<unknown> = Promise.resolve()
  return {
    date,
    inTurn: async (work) => {
      const before = last
      const mine = (async () => {
        await before.catch(() => undefined)
        date.setTime(wholeSecond())
        return work()
      })()
      last = mine
      return mine
    },
  }
}
