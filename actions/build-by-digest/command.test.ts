import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { parseCommand } from './command.ts'

test.each<[string, readonly string[]]>([
  ['["make", "layout all"]', ['make', 'layout all']],
  ['make\nlayout all\r\n\n', ['make', 'layout all']],
  ['make', ['make']],
  ['null', []],
])('%j is a program and its arguments', (text, words) => {
  expect(parseCommand(text)).toEqual(words)
})

test.each(['make layout', '["make layout"]', '{"a": 1}', '[1]', '["a", ""]'])('%j is none', async (text) => {
  await expectCode('command-invalid', () => parseCommand(text))
})
