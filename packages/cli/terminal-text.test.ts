import { expect, test } from '@jest/globals'
import { terminalText } from './terminal-text.ts'

test('a summary becomes columns without markup, and digests short', () => {
  const digest = `sha256:0123456789ab${'c'.repeat(52)}`
  const markdown = [
    '### Overlay edited: 1 image',
    '',
    '| File | To |',
    '| --- | --- |',
    `| \`k/kustomization.yaml\` | \`${digest}\` |`,
    '| a\\_b&#124;c | [more](<https://example.com/>) |',
  ].join('\n')
  expect(terminalText(markdown)).toBe(
    [
      'Overlay edited: 1 image',
      '',
      '  File                  To',
      '  k/kustomization.yaml  sha256:0123456789ab…',
      '  a_b|c                 more',
    ].join('\n'),
  )
})

test('escapes and entities are read, tags of folded parts left out', () => {
  expect(terminalText('<details><summary>2 more</summary>\n\n**x** \\<b\\> &lt;c&gt; @\u200Borg')).toBe(
    '2 more\n\nx <b> <c> @org',
  )
})
