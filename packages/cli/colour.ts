import type { Paint } from '@promo/report'
import pc from 'picocolors'

/** Colour only on a terminal: a stream that is none has no `isTTY`, and picocolors would colour for any CI. */
export function wantsColour(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && process.env['NO_COLOR'] === undefined
}

/** How trees are painted. */
export function paintIn(colour: boolean): Paint {
  const { green: good, red: bad, dim, bold } = pc.createColors(colour)
  return { good, bad, dim, bold }
}
