import { printable, type Command } from '@promo/process'

/** How a program starts the line that says why it failed: buildx, buildah, compilers. */
const REASON = /^(?:error|fatal)\b/i
const REASON_CHARACTERS = 600

/** Logs each line of a build as it is written: one that hangs or is cancelled has said where it was. */
export function heardBy(log: (text: string) => void): Required<Pick<Command, 'onErrorLine' | 'onOutputLine'>> {
  const heard = (line: string): void => {
    log(printable(line))
  }
  return { onErrorLine: heard, onOutputLine: heard }
}

/** The line that says why a builder failed, or its last one, with a colon before it; empty when it said nothing. */
export function reasonOf(output: string): string {
  const lines = printable(output).trim().split('\n')
  const reason = (lines.findLast((line) => REASON.test(line)) ?? lines.at(-1) ?? '').trim()
  return reason === '' ? '' : `: ${reason.slice(0, REASON_CHARACTERS)}`
}
