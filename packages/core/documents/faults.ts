import en from 'zod/v4/locales/en.js'

/** Given to `safeParse`: without it zod/mini calls every fault `Invalid input`. It names kinds and keys, never values. */
export const IN_WORDS = { error: en().localeError }

/** The part of a zod issue that a fault needs. */
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Most faults that are listed; a hostile document may have a million. */
const FAULT_LIMIT = 50

/** Each fault as `<JSON pointer>: <what is wrong>` (RFC 6901), at most 50 and then how many more. */
export function describeFaults(issues: readonly Issue[]): readonly string[] {
  const shown = issues.slice(0, FAULT_LIMIT).map((issue) => `${pointer(issue.path)}: ${issue.message}`)
  const more = issues.length - shown.length
  return more > 0 ? [...shown, `and ${String(more)} more`] : shown
}

function pointer(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '/'
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100)}`).join('')
}
