import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { escapeCell, replaceSection, table } from './markdown.ts'

describe('a table', () => {
  test('keeps one row a line and one cell a column, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [, , row = ''] = table(['a', 'b'], [[escapeCell(text), 'x']]).split('\n')
        expect(row.replaceAll('\\|', '').split('|')).toHaveLength(4)
      }),
    )
  })
})

describe('a generated section', () => {
  const page = 'before\n<!-- inputs -->\nold\n<!-- /inputs -->\nafter\n'

  test('replaces only what stands between its markers', () => {
    expect(replaceSection(page, 'inputs', 'new')).toBe('before\n<!-- inputs -->\n\nnew\n\n<!-- /inputs -->\nafter\n')
  })

  test('is the same after a second run', () => {
    const once = replaceSection(page, 'inputs', 'new')
    expect(replaceSection(once ?? '', 'inputs', 'new')).toBe(once)
  })

  test('is not made up where the markers are missing', () => {
    expect(replaceSection('before\n', 'inputs', 'new')).toBeUndefined()
  })
})
