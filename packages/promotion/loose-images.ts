/** A line that names an image where no overlay rule looks: `image:`, a JSON patch on `/image`, an image volume's reference. */
const IMAGE_LINE = /\bimages?\b/i
const COMMENT = /^\s*#/
const KEY = /^\s*(?:- )?image:\s*["']?([^\s"'#]+)["']?\s*(?:#.*)?$/

/**
 * Lines of a changed file that bring an image reference of their own, which no evidence was asked for. A line that was there
 * before, a comment, and `image:` with a name that overlays replace are none.
 */
export function looseImageLines(before: string, after: string, overlayNames: readonly string[]): readonly string[] {
  const known = new Set(before.split(/\r?\n/).map((line) => line.trim()))
  return after
    .split(/\r?\n/)
    .filter((line) => IMAGE_LINE.test(line) && !COMMENT.test(line) && !known.has(line.trim()))
    .filter((line) => !overlayNames.includes(KEY.exec(line)?.[1] ?? ''))
    .map((line) => line.trim().slice(0, 200))
}
