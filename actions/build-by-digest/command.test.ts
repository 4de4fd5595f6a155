import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { parseCommand } from './command.ts'

test.each<[string, readonly string[]]>([
  ['["make", "layout all"]', ['make', 'layout all']],
  ['["make"]', ['make']],
  ['["/opt/a b/make"]', ['/opt/a b/make']],
  ['null', []],
  ['[]', []],
])('%j is a program and its arguments', (text, words) => {
  expect(parseCommand(text)).toEqual(words)
})

test.each(['make', 'make layout', 'make\nlayout', '["make layout"]', '{"a": 1}', '[1]', '["a", ""]'])(
  '%j is none',
  (text) => expectCode('command-invalid', () => parseCommand(text)),
)
