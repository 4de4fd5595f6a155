import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isPromoError } from './errors.ts'
import { parseJson } from './json.ts'
import { expectCode } from './testing.ts'
import { anyText } from './testing/any-text.ts'

/** JSON that I-JSON allows: no `__proto__`, no half surrogates; -0 is written as 0. */
const values = fc.jsonValue({ noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes('__proto__'))

describe('JSON from a hostile source', () => {
  test('is read as JSON.parse reads it, whatever the spacing', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 1, '\t', '\r\n '), (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(parseJson(text)).toEqual(JSON.parse(text))
        expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('gives a value or our own error for any text at all', () => {
    const fragments = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '1e999',
      '-',
      '\\ud800',
      'a',
      ' ',
      'null',
      '"a"',
      '\0',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(),
          fc.array(fragments).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            expect(parseJson(text)).toEqual(JSON.parse(text))
          } catch (error) {
            expect(isPromoError(error)).toBe(true)
          }
        },
      ),
    )
  })

  test.each([
    ['a repeated name', '{"a":1,"b":{"a":2},"a":3}'],
    ['a name repeated in another spelling', '{"a":1,"\\u0061":2}'],
    ['the name __proto__', '{"a":{"__proto__":{"admin":true}}}'],
    ['the name __proto__ in disguise', '{"\\u005f_proto__":1}'],
    ['half a surrogate pair', '["\\ud800"]'],
    ['half a surrogate pair in a name', '{"\\udc00":1}'],
    ['two halves in the wrong order', '["\\udc00\\ud800"]'],
    ['a number that becomes infinite', '[1e400]'],
    ['a negative one', '{"a":-1E400}'],
    ['one written out', `[${'9'.repeat(400)}]`],
    ['two values', '1 2'],
    ['nothing', ''],
    ['a trailing comma', '[1,]'],
    ['a comment', '{} // x'],
    ['a NUL', '"\0"'],
    ['an unfinished string', '"abc'],
    ['an unfinished escape', '"abc\\'],
  ])('is refused with %s', (_what, text) => expectCode('json-invalid', () => parseJson(text)))

  test('may repeat a name in another object, and hold whole surrogate pairs', () => {
    const text = '[{"a":1},{"a":2,"b":[{"a":3}],"c":"\\ud83d\\ude00"}]'
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  test('may be nested a hundred deep and no deeper, brackets in strings not counted', async () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}"[[[["${']'.repeat(depth)}`
    expect(parseJson(nested(100))).toBeDefined()
    await expectCode('json-invalid', () => parseJson(nested(101)))
    await expectCode('json-invalid', () => parseJson('['.repeat(1_000_000)))
    await expectCode('json-invalid', () => parseJson('{"a":'.repeat(100_000)))
  })

  test('may begin with a byte order mark', () => {
    expect(parseJson('\uFEFF{}')).toEqual({})
    expect(parseJson(Buffer.from('\uFEFF{}'))).toEqual({})
  })

  test('is refused when it is no UTF-8 or too large', async () => {
    await expectCode('text-invalid', () => parseJson(Buffer.from([0x22, 0xff, 0x22])))
    await expectCode('text-invalid', () => parseJson('"\ud800"'))
    await expectCode('input-too-large', () => parseJson('"éé"', { maxBytes: 5 }))
    expect(parseJson('"éé"', { maxBytes: 6 })).toBe('éé')
  })

  test('is not quoted in the error: it may be a secret', async () => {
    const error = await expectCode('json-invalid', () => parseJson('{"password": hunter2}'))
    expect(`${error.message}${JSON.stringify(error.facts)}${String(error.cause)}`).not.toContain('unter2')
  })
})
