import { defineErrors } from './errors.ts'

/** A length of time in milliseconds. */
export type Milliseconds = number

export const DURATION_PATTERN = /^[1-9][0-9]{0,5}(?:s|m|h|d)$/

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const durationError = defineErrors('core', {
  'duration-invalid': { ending: 'configuration', remedy: 'Write a number and a unit, such as 30s, 15m, 72h or 7d.' },
})

/** Parses `30m`, `72h`, `7d`; throws `duration-invalid`. */
export function parseDuration(text: string): Milliseconds {
  const unit = UNIT_MS[text.slice(-1)]
  if (unit !== undefined && DURATION_PATTERN.test(text)) return Number(text.slice(0, -1)) * unit
  throw durationError(
    'duration-invalid',
    { found: text.slice(0, 50) },
    `not a duration: ${JSON.stringify(text.slice(0, 50))}`,
  )
}
