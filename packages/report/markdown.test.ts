import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { visible } from './escape.ts'
import { code, details, escape, link, md, table } from './markdown.ts'
import { prose } from './prose.ts'

/** Text as attackers write it: markup, HTML, mentions, table and fence breakers among ordinary characters. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '|',
        '`',
        '``',
        '```',
        '\\',
        '</details>',
        '<img src=x>',
        '&lt;',
        '&#124;',
        '@org/team',
        '#12',
        '\n',
        '\r\n',
      ),
      fc.constantFrom(
        '[a](https://evil.example)',
        '![x](y)',
        '**',
        '_',
        '~~',
        '$x$',
        'https://evil.example',
        'www.evil.example',
        '- ',
        '1. ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** The text of one table cell as GitHub shows it: cells are split at pipes first, then spans, escapes and entities are read. */
function shown(cell: string): string {
  const span = /^(`+) ?(.*?) ?\1$/s.exec(cell)
  if (span !== null && !(span[2] ?? '').includes(span[1] ?? '')) return span[2] ?? ''
  return cell
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&#124;', '|')
    .replaceAll('\u200B', '')
}

function onlyRow(markdown: string): readonly string[] {
  const lines = markdown.split('\n')
  expect(lines).toHaveLength(3)
  return (lines[2] ?? '').replace(/^\| /, '').replace(/ \|$/, '').split(' | ')
}

describe('text in Markdown', () => {
  test('a table cell shows the very text that was put in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [cell = '', end] = onlyRow(String(table(['a', 'b'], [[text, 'end']])))
        expect(shown(cell).trim()).toBe(visible(text))
        expect(end).toBe('end')
      }),
    )
  })

  test('a code span in a cell shows the very text that was put in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [cell = '', end] = onlyRow(String(table(['a', 'b'], [[code(text), 'end']])))
        expect(shown(cell).trim()).toBe(visible(text))
        expect(end).toBe('end')
      }),
    )
  })

  test('escaped text opens no markup, no HTML and no link', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const bare = String(escape(text)).replaceAll(/\\[!-/:-@[-`{-~]/g, '')
        expect(bare).not.toMatch(/[`*_[\]<>~$|\\]|:\/\/|\n/)
        expect(bare).not.toMatch(/@\w|www\./i)
      }),
    )
  })

  test('mentions and references in text are parted, in code they are left alone', () => {
    expect(String(escape('@org/team #12'))).toBe('@\u200Borg/team \\#\u200B12')
    expect(String(code('@org'))).toBe('`@org`')
  })

  test('a summary of folded details cannot close them', () => {
    const folded = String(details('</summary></details><script>', md`body`))
    expect(folded.match(/<\/details>/g)).toHaveLength(1)
    expect(folded).not.toContain('<script>')
  })

  test('a link leads to https only', () => {
    expect(String(link('a', 'https://example.com/x>y'))).toBe('[a](<https://example.com/x%3Ey>)')
    for (const address of ['javascript:alert(1)', 'http://example.com', 'https://user:pw@example.com', 'nonsense']) {
      expect(String(link('a', address))).toBe('a')
    }
  })

  test('a long table names the rows it leaves out', () => {
    const rows = Array.from({ length: 130 }, (_, index) => [String(index)])
    expect(String(table(['n'], rows))).toContain('_and 30 more_')
  })

  test('prose keeps code spans and the spaces around them', () => {
    expect(String(prose('Use `a|b` or `name@sha256` here.'))).toBe('Use a&#124;b or `name@sha256` here.')
    expect(String(prose('one ` alone <b>'))).toBe('one \\` alone \\<b\\>')
  })
})
