import { describe, expect, test } from '@jest/globals'
import { PromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { parsePairs } from './file-commands.ts'
import { parseLogCommand } from './log-commands.ts'

const NAME = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,20}$/)

describe('a command file', () => {
  test('gives back what was written as blocks', () => {
    const value = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !text.includes('\r') && !text.split('\n').includes('END'))
    fc.assert(
      fc.property(fc.dictionary(NAME, value), (pairs) => {
        const text = Object.entries(pairs).map(([name, each]) => `${name}<<END\n${each}\nEND\n`)
        expect(Object.fromEntries(parsePairs(text.join('')))).toEqual({ ...pairs })
      }),
    )
  })

  test('takes everything behind the first equals sign', () => {
    expect([...parsePairs('a=b=c\nd=x<<y\n')]).toEqual([
      ['a', 'b=c'],
      ['d', 'x<<y'],
    ])
  })

  test.each(['no separator', 'a<<END\nnever closed\n', '=value', 'a<<\nx\n'])('refuses %j', (text) =>
    expectCode('file-command-invalid', () => parsePairs(text)),
  )

  test('never throws anything but its own error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parsePairs(text)
        } catch (error) {
          expect(error).toBeInstanceOf(PromoError)
        }
      }),
    )
  })
})

describe('a command in a log', () => {
  test('is parsed with its properties and escapes', () => {
    expect(parseLogCommand('::error file=a%3Ab.ts,line=3,title=Bad%2C very::one%0Atwo%25')).toEqual({
      name: 'error',
      properties: { file: 'a:b.ts', line: '3', title: 'Bad, very' },
      message: 'one\ntwo%',
    })
  })

  test.each(['plain text', 'text ::error::later', '::', ':: ::', ''])('is not seen in %j', (line) => {
    expect(parseLogCommand(line)).toBeUndefined()
  })
})
