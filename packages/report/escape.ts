/** C0, DEL and C1, line and paragraph separators, bidirectional controls, zero-width space and byte order mark. */
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u200B\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]+/g

/** What CommonMark and GitHub read as markup wherever it stands (CommonMark 0.31, 2.4: any ASCII punctuation may be escaped). */
const MARKUP = /[\\`*_{}[\]<>()#+\-!~&$=^]/g

const ZERO_WIDTH_SPACE = '\u200B'

/** The text on one line, without controls and without lone surrogates. */
export function visible(text: string): string {
  return text.toWellFormed().replaceAll(INVISIBLE, ' ').trim()
}

/**
 * Text that Markdown shows as it is: no markup, no HTML, no link. A pipe becomes an entity, since table cells are
 * split before escapes are read. `@name` and `#1` would notify and link even when escaped: a zero-width space parts them.
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replaceAll(/@(?=\w)|#(?=\d)|\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replaceAll(MARKUP, '\\$&')
    .replaceAll('|', '&#124;')
    .replaceAll('://', '\\://')
    .replaceAll(/^(\d+)\./g, '$1\\.')
    .replaceAll(/www\./gi, (found) => found.replace('.', '\\.'))
}

/** At most `limit` characters; the ellipsis says that there was more. */
export function clipText(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text
        .slice(0, limit - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`
}
