import { runnerError } from './errors.ts'

/** The values of the five fields of a cron line (POSIX crontab); `*` in a day field frees that field. */
export interface Cron {
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly weekdays: ReadonlySet<number>
  readonly anyDay: boolean
  readonly anyWeekday: boolean
}

interface Field {
  readonly least: number
  readonly most: number
  readonly names?: readonly string[]
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const MINUTE: Field = { least: 0, most: 59 }
const HOUR: Field = { least: 0, most: 23 }
const DAY: Field = { least: 1, most: 31 }
const MONTH: Field = { least: 1, most: 12, names: MONTHS }
const WEEKDAY: Field = { least: 0, most: 6, names: WEEKDAYS }

/** Parses `*`, lists, ranges, steps and the names of months and weekdays. Throws `workflow-invalid`. */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  if (fields.length !== 5) throw invalid(text)
  const values = (written: string, field: Field): ReadonlySet<number> => fieldValues(text, written, field)
  return {
    minutes: values(minute, MINUTE),
    hours: values(hour, HOUR),
    days: values(day, DAY),
    months: values(month, MONTH),
    weekdays: values(weekday, WEEKDAY),
    anyDay: day.startsWith('*'),
    anyWeekday: weekday.startsWith('*'),
  }
}

function fieldValues(text: string, written: string, field: Field): ReadonlySet<number> {
  return new Set(written.split(',').flatMap((part) => rangeValues(text, part, field)))
}

function rangeValues(text: string, part: string, field: Field): readonly number[] {
  const { range = '', step } = /^(?<range>[^/]+)(?:\/(?<step>\d{1,2}))?$/.exec(part)?.groups ?? {}
  const [from, to] = bounds(range, field, step !== undefined)
  const every = Number(step ?? 1)
  const fits = from >= field.least && to <= field.most && from <= to && every > 0
  if (!fits) throw invalid(text)
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, index) => from + index * every)
}

/** NaN for what is no number or name: no comparison with it holds. */
function bounds(range: string, field: Field, stepped: boolean): readonly [number, number] {
  if (range === '*') return [field.least, field.most]
  const [first = '', last, more] = range.split('-')
  const from = more === undefined ? numberOf(first, field) : Number.NaN
  if (last !== undefined) return [from, numberOf(last, field)]
  return [from, stepped ? field.most : from]
}

function numberOf(word: string, { least, names = [] }: Field): number {
  if (/^\d{1,2}$/.test(word)) return Number(word)
  const place = names.indexOf(word.toUpperCase())
  return place < 0 ? Number.NaN : place + least
}

function invalid(text: string): Error {
  return runnerError('workflow-invalid', { cron: text }, `Invalid cron expression '${text}'`)
}

/** Whether the minute of a time fits, read in a time zone (IANA name, default UTC). Of two day fields that say something, one is enough. */
export function cronMatches(cron: Cron, at: Date, timezone = 'UTC'): boolean {
  const { minute, hour, day, month, weekday } = clockParts(at, timezone)
  const onDay = cron.days.has(day)
  const onWeekday = cron.weekdays.has(weekday)
  const either = !cron.anyDay && !cron.anyWeekday
  const today = either ? onDay || onWeekday : onDay && onWeekday
  return cron.minutes.has(minute) && cron.hours.has(hour) && cron.months.has(month) && today
}

interface ClockParts {
  readonly minute: number
  readonly hour: number
  readonly day: number
  readonly month: number
  readonly weekday: number
}

function clockParts(at: Date, timezone: string): ClockParts {
  const options = { minute: 'numeric', hour: 'numeric', day: 'numeric', month: 'numeric', weekday: 'short' } as const
  const format = new Intl.DateTimeFormat('en-US', { ...options, hourCycle: 'h23', timeZone: timezone })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const weekday = WEEKDAYS.indexOf((parts.get('weekday') ?? '').toUpperCase())
  return { minute: number('minute'), hour: number('hour'), day: number('day'), month: number('month'), weekday }
}
