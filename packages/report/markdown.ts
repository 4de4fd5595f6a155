import { clipText, escapeMarkdown, visible } from './escape.ts'

/** Markdown that this package made: everything from outside in it is escaped. */
export class Markdown {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** Plain values are escaped where they are put in; Markdown stays what it is. */
export type Content = string | number | Markdown

/** Longest text of one value: a title of a finding may be a page. */
const VALUE_LIMIT = 500

/** Most rows of one table. */
export const ROW_LIMIT = 100

const NOTHING = new Markdown('')

/** Markdown with values in it: what the template says is markup, what is put in is text. */
export function md(strings: TemplateStringsArray, ...values: readonly Content[]): Markdown {
  return new Markdown(strings.map((part, index) => part + render(values[index] ?? '')).join(''))
}

export function escape(text: string): Markdown {
  return new Markdown(escapeMarkdown(clipText(text, VALUE_LIMIT)))
}

/** A code span: text in it is neither linked nor notified. What a span cannot hold everywhere is escaped text instead. */
export function code(text: string): Markdown {
  const shown = visible(clipText(text, VALUE_LIMIT))
  if (shown === '' || shown.includes('|')) return escape(shown)
  const runs = shown.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1)
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return new Markdown(`${fence}${pad}${shown}${pad}${fence}`)
}

export function heading(level: 2 | 3 | 4, title: Content): Markdown {
  return new Markdown(`${'#'.repeat(level)} ${render(title)}`)
}

/** A link to an https address; anything else stays text. */
export function link(label: Content, address: string): Markdown {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return new Markdown(render(label))
  return new Markdown(`[${render(label)}](<${url.href.replaceAll(/[<>\\|\s]/g, encodeURIComponent)}>)`)
}

/** A table of at most 100 rows, and how many more there are. Nothing when there are no rows. */
export function table(headers: readonly string[], rows: readonly (readonly Content[])[], limit = ROW_LIMIT): Markdown {
  if (rows.length === 0) return NOTHING
  const shown = rows.slice(0, limit).map((cells) => row(headers.map((_, index) => cells[index] ?? '')))
  const more = rows.length - shown.length
  const lines = [row(headers), row(headers.map(() => new Markdown('---'))), ...shown]
  return new Markdown(lines.join('\n') + (more > 0 ? `\n\n_and ${more} more_` : ''))
}

/** A part that is folded away. */
export function details(summary: Content, body: Markdown): Markdown {
  return new Markdown(`<details><summary>${htmlText(summary)}</summary>\n\n${String(body)}\n\n</details>`)
}

/** Bullet points. */
export function bullets(items: readonly Content[], limit = ROW_LIMIT): Markdown {
  const shown = items.slice(0, limit).map((item) => `- ${render(item)}`)
  const more = items.length - shown.length
  return new Markdown([...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n'))
}

/** Blocks with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly Markdown[]): Markdown {
  const texts = parts.map(String).filter((text) => text !== '')
  return new Markdown(texts.join('\n\n'))
}

/** Parts on one line with a separator. */
export function joined(parts: readonly Content[], separator = ', '): Markdown {
  return new Markdown(parts.map(render).join(separator))
}

function row(cells: readonly Content[]): string {
  return `| ${cells.map((cell) => render(cell) || ' ').join(' | ')} |`
}

function render(content: Content): string {
  return content instanceof Markdown ? String(content) : String(escape(String(content)))
}

/** Inside a tag GitHub reads HTML, not Markdown. */
function htmlText(content: Content): string {
  const text = visible(clipText(content instanceof Markdown ? String(content) : String(content), VALUE_LIMIT))
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[@#](?=\w)/g, '$&\u200B')
}
