import { printable } from '@promo/process'

/** A log takes about twice as much at once. */
const PIECE_CHARACTERS = 8000
/** How a program starts the line that says why it failed: buildx, buildah, compilers. */
const REASON = /^(?:error|fatal)\b/i
const REASON_CHARACTERS = 600

/** Logs what a builder said, as much as was kept of it, in pieces of whole lines: the reason of a failure is often far above its end. */
export function logOutput(output: string, log: (text: string) => void): void {
  let piece = ''
  for (const line of printable(output).split('\n')) {
    if (piece !== '' && piece.length + line.length > PIECE_CHARACTERS) {
      log(piece)
      piece = ''
    }
    piece = piece === '' ? line : `${piece}\n${line}`
  }
  if (piece !== '') log(piece)
}

/** The line that says why a builder failed, or its last one, with a colon before it; empty when it said nothing. */
export function reasonOf(output: string): string {
  const lines = printable(output).split('\n')
  const reason = (lines.findLast((line) => REASON.test(line)) ?? lines.at(-1) ?? '').trim()
  return reason === '' ? '' : `: ${reason.slice(0, REASON_CHARACTERS)}`
}
