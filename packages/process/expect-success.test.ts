import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { anyText } from '@promo/core/testing/any-text'
import fc from 'fast-check'
import { expectSuccess, lastWords } from './expect-success.ts'

const finished = { code: 0, stdout: new Uint8Array(), stderr: '', durationMs: 1 }

test('a program that ended with 0 is given back, any other code is an error with its last words', async () => {
  expect(expectSuccess(finished, 'git fetch')).toBe(finished)
  const failed = { ...finished, code: 128, stderr: 'fatal: not a repository\n' }
  const error = await expectCode('program-failed', () => expectSuccess(failed, 'git fetch'))
  expect(error.message).toBe('git fetch ended with exit code 128: fatal: not a repository')
})

describe('last words', () => {
  test('hold no escape sequence, control or direction character, whatever was written', () => {
    fc.assert(
      fc.property(anyText(), (output) => {
        expect(lastWords(output)).not.toMatch(/[^\P{C}\n]/u)
      }),
    )
    expect(lastWords('\u001b[31mred\u001b[0m \u202Eevil\r\n::error::x\u0007')).toBe('red  evil\n::error::x')
  })

  test('are at most twenty lines and 2000 characters', () => {
    expect(lastWords('line\n'.repeat(100)).split('\n')).toHaveLength(20)
    expect(lastWords('x'.repeat(10_000))).toHaveLength(2000)
  })
})
