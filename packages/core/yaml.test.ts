import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { isPromoError } from './errors.ts'
import { expectCode } from './testing.ts'
import { anyText } from './testing/any-text.ts'
import { parseYaml } from './yaml.ts'

describe('YAML', () => {
  test('is read as what was written, whatever it holds', () => {
    const texts = fc.json().filter((text) => !/__proto__|[^\x20-\x7e]/.test(text))
    fc.assert(
      fc.property(texts, fc.boolean(), (json, isFlow) => {
        const value: unknown = JSON.parse(JSON.stringify(JSON.parse(json)))
        const text = stringify(value, {
          version: '1.2',
          aliasDuplicateObjects: false,
          ...(isFlow ? { collectionStyle: 'flow' } : {}),
        })
        expect(parseYaml(text)).toEqual(value)
      }),
    )
  })

  test('gives a value or our own error for any text at all', () => {
    const fragments = fc.constantFrom(
      '- ',
      'a: ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '"',
      "'",
      '|',
      '? ',
      '!!int ',
      '---\n',
      '#',
      '1e999',
      'x',
      '%YAML 1.1\n',
      '<<: ',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(),
          fc.array(fragments).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            JSON.stringify(parseYaml(text))
          } catch (error) {
            expect(isPromoError(error)).toBe(true)
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test.each([
    [
      'core schema alone',
      'a: no\nb: yes\nc: 2026-01-01\nd: 010\ne: ~\nf: 0x1f',
      { a: 'no', b: 'yes', c: '2026-01-01', d: 10, e: null, f: 31 },
    ],
    ['line ends of Windows', 'a: 1\r\nb:\r\n  - c\r\n', { a: 1, b: ['c'] }],
    ['a byte order mark', '\uFEFFa: 1', { a: 1 }],
    ['nothing', '', null],
    ['comments alone', '# one\n\n# two\n', null],
    ['a merge key as a plain one', '<<: { a: 1 }\nb: 2', { '<<': { a: 1 }, b: 2 }],
    ['keys that are numbers', '8080: a\ntrue: b', { '8080': 'a', true: 'b' }],
    ['an alias', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['names of Object', 'constructor: 1\ntoString: 2', { constructor: 1, toString: 2 }],
    [
      'brackets in text',
      `a: "${'['.repeat(500)}"\nb: |\n  ${'{'.repeat(500)}\n`,
      { a: '['.repeat(500), b: `${'{'.repeat(500)}\n` },
    ],
    ['%YAML 1.2', '%YAML 1.2\n---\na: 1', { a: 1 }],
  ])('reads %s', (_what, text, value) => expect(parseYaml(text)).toEqual(value))
})

/** Nine levels of ten references: a billion laughs. */
const LAUGHS = [
  'a0: &a0 [lol]',
  ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`),
].join('\n')

describe('hostile YAML is refused:', () => {
  test.each([
    ['a billion laughs', LAUGHS],
    ['few aliases that multiply', 'a: &a [1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]'],
    ['many aliases', `a: &a 1\nb: [${Array(60).fill('*a').join(', ')}]`],
    ['an alias within its own anchor', 'a: &a [*a]'],
    ['an alias to nothing', 'a: *b'],
    ['deep flow', '['.repeat(1000)],
    ['deep flow that closes', `${'['.repeat(101)}${']'.repeat(101)}`],
    ['deep blocks', Array.from({ length: 200 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['deep compact sequences', '- '.repeat(200)],
    ['deep explicit keys', '? '.repeat(200)],
    ['a megabyte of brackets', '['.repeat(1_000_000)],
    ['very many parts', '- a\n'.repeat(40_000)],
    ['a repeated key', 'a: 1\nb: 2\na: 3'],
    ['a key repeated as a number', '1: a\n"1": b'],
    ['a key repeated by an alias to it', '&k a: 1\n*k : 2'],
    ['__proto__', '__proto__: { admin: true }'],
    ['a key that is a collection', '? [a]\n: b'],
    ['a key that is null', '~: a'],
    ['a custom tag', 'a: !!js/function "x"'],
    ['a local tag', 'a: !env SECRET'],
    ['binary', 'a: !!binary aGk='],
    ['a set', 'a: !!set { b, c }'],
    ['a time', 'a: !!timestamp 2026-01-01'],
    ['an ordered map', 'a: !!omap [b: 1]'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['YAML 1.1, where no is false', '%YAML 1.1\n---\na: no'],
    ['infinity', 'a: .inf'],
    ['what is not a number', 'a: .nan'],
    ['half a surrogate pair', 'a: "\\ud800"'],
    ['a NUL', 'a: "\0"'],
    ['an escape character', 'a: \u001b[31m'],
    ['tabs for indentation', 'a:\n\tb: 1'],
  ])('%s', (_what, text) => expectCode('yaml-invalid', () => parseYaml(text)))

  test('twice in one process (an old Node dies of it)', async () => {
    for (let time = 0; time < 2; time += 1) await expectCode('yaml-invalid', () => parseYaml('['.repeat(1000)))
  })

  test('what is no UTF-8 or too large', async () => {
    await expectCode('text-invalid', () => parseYaml(Buffer.from([0x61, 0xff])))
    await expectCode('input-too-large', () => parseYaml('a: 1', { maxBytes: 3 }))
  })

  test('without quoting what may be a secret', async () => {
    const error = await expectCode('yaml-invalid', () => parseYaml('password: hunter2\n}"hunter3"'))
    expect(`${error.message}${JSON.stringify(error.facts)}${String(error.cause)}`).not.toMatch(/hunter/)
    expect(error.message).toContain('line 2')
  })
})

test('a document of a hundred levels is read, one more is not', async () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
  expect(parseYaml(nested(100))).toBeDefined()
  await expectCode('yaml-invalid', () => parseYaml(nested(101)))
})

test('ten thousand keys are read', () => {
  const text = Array.from({ length: 10_000 }, (_, n) => `key${n}: ${n}`).join('\n')
  expect(Object.keys(parseYaml(text) as object)).toHaveLength(10_000)
})
