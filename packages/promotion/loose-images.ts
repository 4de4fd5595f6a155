import { imageValues } from './image-values.ts'

/** A line that names an image where no overlay rule looks: `image:`, a JSON patch on `/image`, an image volume's reference. */
const IMAGE_LINE = /\bimages?\b/i
const COMMENT = /^\s*#/
const KEY = /^\s*(?:- )?image:\s*["']?([^\s"'#]+)["']?\s*(?:#.*)?$/
/** Of double-quoted YAML and of JSON: `"im\u0061ge"` is `image`. */
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U000([0-9a-fA-F]{5}))/g
/** The list itself and the keys of its entries. */
const ENTRY = /^(?:images:|(?:- )?(?:name|newName|newTag|digest):)/

/**
 * Lines of a changed file that bring an image reference of their own, which no evidence was asked for. A line that was there
 * before, a comment, and `image:` with a name that overlays replace are none.
 */
export function looseImageLines(before: string, after: string, overlayNames: readonly string[]): readonly string[] {
  const known = new Set(before.split(/\r?\n/).map((line) => line.trim()))
  return after
    .split(/\r?\n/)
    .filter((line) => IMAGE_LINE.test(unescaped(line)) && !COMMENT.test(line) && !known.has(line.trim()))
    .filter((line) => !overlayNames.includes(KEY.exec(line)?.[1] ?? ''))
    .map((line) => line.trim().slice(0, 200))
}

/** A file that an overlay is rendered from, before (empty when it was not) and after. */
export interface RenderedFile {
  readonly before: string
  readonly after: string
  /** Names that this overlay gives a digest. */
  readonly overlayNames: readonly string[]
  /** The overlay's own kustomization: its `images:` is judged entry by entry. */
  readonly own: boolean
}

/**
 * What a file of an overlay brings past the digests that are judged: lines as `looseImageLines` finds them, and every value
 * at an image's place, however it is written. A file that cannot be read for sure brings itself.
 */
export function looseImages({ before, after, overlayNames, own }: RenderedFile): readonly string[] {
  if (before === after) return []
  const omitted = own ? ['images'] : []
  const now = imageValues(after, omitted)
  if (now === undefined) return ['text that is not plain YAML']
  const old = new Set(imageValues(before, omitted) ?? [])
  const values = now.filter((value) => !old.has(value) && !overlayNames.includes(value))
  const lines = looseImageLines(before, after, overlayNames).filter((line) => !own || !ENTRY.test(line))
  return [...lines, ...values.map((value) => value.slice(0, 200))]
}

function unescaped(line: string): string {
  return line.replaceAll(ESCAPE, (_whole, ...digits: readonly (string | undefined)[]) =>
    String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(digits.slice(0, 3).find(Boolean) ?? '0', 16))),
  )
}
