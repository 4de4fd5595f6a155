import type { Screen } from '@promo/report'
import pc from 'picocolors'

/** A terminal, a file or a pipe: `isTTY` and `columns` are a terminal's alone (node:tty). */
interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Colour only on a terminal: a stream that is none has no `isTTY`, and picocolors would colour for any CI. */
export function wantsColour(stream: Stream): boolean {
  return stream.isTTY === true && process.env['NO_COLOR'] === undefined
}

/** How trees are shown on a stream: what is no terminal gets no colour and whole lines. */
export function screenOf(stream: Stream): Screen {
  const { green: good, red: bad, dim, bold } = pc.createColors(wantsColour(stream))
  return { paint: { good, bad, dim, bold }, width: stream.columns ?? Infinity }
}
