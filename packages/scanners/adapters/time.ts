import { scannerError } from '../errors.ts'

/** A time as Go writes it (RFC 3339, up to nanoseconds). Throws `database-unreadable`. */
export function readTime(text: string, tool: string): Date {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
    ? new Date(text)
    : undefined
  if (time !== undefined && !Number.isNaN(time.getTime()) && time.getUTCFullYear() > 2000) return time
  throw scannerError('database-unreadable', { tool }, `the database of ${tool} does not say when it was made`)
}
