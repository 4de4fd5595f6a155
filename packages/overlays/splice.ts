/** Replaces the characters from `start` to `end` of the original text. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies splices that do not overlap; every other character stays where it was. */
export function applySplices(original: string, splices: readonly Splice[]): string {
  const ordered = [...splices].sort((a, b) => b.start - a.start)
  return ordered.reduce((text, splice) => text.slice(0, splice.start) + splice.text + text.slice(splice.end), original)
}
