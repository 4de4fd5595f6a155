import type { Clock } from '@promo/core'

const BASE_MS = 250
const CAP_MS = 8000

/** Full jitter before the second and later attempts: writers that met once should not meet again. */
export async function pauseBefore(attempt: number, clock: Clock, random: () => number = Math.random): Promise<void> {
  if (attempt <= 1) return
  await clock.sleep(Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2))
}
