/** CSI and OSC sequences of a terminal (ECMA-48), whole, so that none leaves its tail behind. */
const TERMINAL_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\^_])/g
/** C0 but tab and line feed, DEL, C1, line and paragraph separators, and the controls that reorder text (Unicode TR 36, 3.2). */
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** The same text with line ends as `\n` and without anything that moves a cursor, reorders text or cannot be seen. */
export function printable(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(TERMINAL_SEQUENCE, '').replaceAll(CONTROL, '')
}

/** The text on one line. */
export function oneLine(text: string): string {
  return printable(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()
}

/** At most `limit` characters, with the number of those left out. Never cuts a surrogate pair in two. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = /[\uD800-\uDBFF]$/.test(text.slice(0, limit)) ? limit - 1 : limit
  return `${text.slice(0, end)}… (${text.length - end} characters more)`
}

/**
 * Text that the runner cannot take for a command. It reads `::name::` at the start of a line after white space, and
 * `##[name]` anywhere in one (actions/runner, `ActionCommand.cs`): both are parted by a visible space.
 */
export function inert(text: string): string {
  return printable(text)
    .replaceAll(/^(\s*:)(?=:)/gm, '$1 ')
    .replaceAll('##[', '## [')
}
