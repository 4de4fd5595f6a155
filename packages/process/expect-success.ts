import { stripVTControlCharacters } from 'node:util'
import type { Finished } from './command.ts'
import { processError } from './errors.ts'

const SHOWN_LINES = 20
const SHOWN_CHARACTERS = 2000

/** Returns the result of a program that exited with 0; throws `program-failed` with the end of what it wrote. `what` names it. */
export function expectSuccess(finished: Finished, what: string): Finished {
  if (finished.code === 0) return finished
  const said = lastWords(finished.stderr)
  const message = `${what} ended with exit code ${finished.code}${said === '' ? '' : `: ${said}`}`
  throw processError('program-failed', { what, code: finished.code }, message)
}

/** The last lines of a program's output, safe to print as `printable` makes it. */
export function lastWords(output: string): string {
  return printable(output).trim().split('\n').slice(-SHOWN_LINES).join('\n').slice(-SHOWN_CHARACTERS)
}

/** All of a program's output, safe to print: no escape sequences, no control characters but newlines. */
export function printable(output: string): string {
  return (
    stripVTControlCharacters(output)
      .replaceAll('\r\n', '\n')
      // Control and format characters: bidirectional overrides among them can make a log lie.
      .replaceAll(/[^\P{C}\n]/gu, ' ')
  )
}
