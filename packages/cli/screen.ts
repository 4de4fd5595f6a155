import type { Screen } from '@promo/report'
import pc from 'picocolors'

/** A terminal, a file or a pipe: `isTTY` and `columns` are a terminal's alone (node:tty). */
interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
}

/**
 * Colour only on a terminal: a stream that is none has no `isTTY`, and picocolors would colour for any CI. An empty NO_COLOR is
 * as good as none (no-color.org).
 */
export function wantsColour(stream: Stream): boolean {
  return stream.isTTY === true && (process.env['NO_COLOR'] ?? '') === ''
}

/** How trees are shown on a stream: what is no terminal, or one that does not say how wide it is (`columns` 0), gets whole lines. */
export function screenOf(stream: Stream): Screen {
  const { green: good, red: bad, dim, bold } = pc.createColors(wantsColour(stream))
  const { columns = 0 } = stream
  return { paint: { good, bad, dim, bold }, width: columns > 0 ? columns : Infinity }
}
