/** Colour only on a terminal: a stream that is none has no `isTTY`, and picocolors would colour for any CI. */
export function wantsColour(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true && process.env['NO_COLOR'] === undefined
}
