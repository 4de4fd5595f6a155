import { actionError } from './errors.ts'

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** Parses an RFC 3339 time; throws `time-invalid`. */
export function parseTime(text: string): Date {
  const time = new Date(text)
  if (TIME.test(text) && !Number.isNaN(time.getTime())) return time
  throw actionError('time-invalid', { found: text.slice(0, 50) }, `not a time: ${JSON.stringify(text.slice(0, 50))}`)
}
