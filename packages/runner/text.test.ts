import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { clip, inert, oneLine, printable } from './text.ts'

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::add-mask::x',
        '::set-output name=a::b',
        '##[error]',
        '::',
        ':',
        '##',
        '[',
        '%0A',
        '\u001B[31m',
        '\u001B]0;t\u0007',
      ),
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '\u2028',
        '\u0085',
        '\u00A0',
        ' ',
        '\t',
        '\u3000',
        '\u0000',
        '\u202E',
        '\u001B',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 15 },
  )
  .map((parts) => parts.join(''))

/** How actions/runner finds a command in a line of output (`ActionCommand.TryParseV2` and `TryParse`). */
function isCommand(line: string): boolean {
  return /^[\s\u0085]*::/.test(line) || line.includes('##[')
}

describe('logged text', () => {
  test('never holds a line that the runner takes for a command', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of inert(text).split(/\r\n|\r|\n/)) expect(isCommand(line)).toBe(false)
      }),
    )
  })

  test('holds nothing that moves a cursor or reorders text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(printable(text)).not.toMatch(
          /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/,
        )
      }),
    )
  })

  test('keeps ordinary text as it is', () => {
    expect(inert('a::b\n  - c: d\n\té 漢 %0A')).toBe('a::b\n  - c: d\n\té 漢 %0A')
    expect(inert('::error::x')).toBe(': :error::x')
  })

  test('is clipped between whole characters and says by how much', () => {
    expect(clip('a😀b', 2)).toBe('a… (3 characters more)')
    expect(oneLine('a\n\n b \r\nc')).toBe('a b c')
  })
})
