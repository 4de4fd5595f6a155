import { clipText, escapeMarkdown } from './escape.ts'
import { code, escape, Markdown } from './markdown.ts'

/** Longest text of a message; the log has the rest. */
const PROSE_LIMIT = 4000

/** A sentence of ours or of an error: what stands between backticks is shown as code, the rest as text. */
export function prose(text: string): Markdown {
  const parts = clipText(text, PROSE_LIMIT).split('`')
  if (parts.length % 2 === 0) return escape(text)
  return new Markdown(parts.map((part, index) => (index % 2 === 1 ? String(code(part)) : spaced(part))).join(''))
}

/** Escaping trims; inside a sentence the spaces around a code span must stay. */
function spaced(part: string): string {
  const text = escapeMarkdown(part)
  if (text === '') return part === '' ? '' : ' '
  return `${/^\s/.test(part) ? ' ' : ''}${text}${/\s$/.test(part) ? ' ' : ''}`
}
