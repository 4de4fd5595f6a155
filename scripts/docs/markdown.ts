/** One line of Markdown that cannot break a table cell or open a tag. Entities are no markup in code (CommonMark 0.31, 6.1). */
export function escapeCell(text: string): string {
  const parts = text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').split('`')
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;'))).join('`')
}

/** Text as code inside a table cell. */
export function codeCell(text: string): string {
  return text === '' ? '' : `\`${text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'")}\``
}

/** A Markdown table; cells must be escaped already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** `page` with the text between `<!-- name -->` and `<!-- /name -->` replaced, or undefined when the markers are missing. */
export function replaceSection(page: string, name: string, text: string): string | undefined {
  const open = `<!-- ${name} -->`
  const close = `<!-- /${name} -->`
  const start = page.indexOf(open)
  const end = page.indexOf(close, start)
  if (start === -1 || end === -1) return undefined
  return `${page.slice(0, start + open.length)}\n\n${text}\n\n${page.slice(end)}`
}
