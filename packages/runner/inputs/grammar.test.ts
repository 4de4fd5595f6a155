import { describe, expect, test } from '@jest/globals'
import { isPromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { anyText } from '@promo/core/testing/any-text'
import fc from 'fast-check'
import * as grammar from './grammar.ts'

const {
  parseBranch,
  parseGlob,
  parseHost,
  parseKeyValue,
  parseLine,
  parsePath,
  parseRepositoryPath,
  parseText,
  parseToken,
  parseWord,
} = grammar

type Grammar = (text: string) => string

const SINGLE: readonly (readonly [string, Grammar])[] = [
  ['a line', parseLine],
  ['a word', parseWord],
  ['a path', parsePath],
  ['a path in a repository', parseRepositoryPath],
  ['a pattern', parseGlob],
  ['a branch', parseBranch],
  ['a key and value', parseKeyValue],
  ['a host', parseHost],
  ['a token', parseToken],
]

describe.each(SINGLE)('%s', (_name, parse) => {
  test.each([
    ['a new line', 'a=b\n::set-output name=x::y'],
    ['a control character', 'a=\u001B[31mb'],
    ['a bidirectional override', 'a=\u202Eb'],
    ['a megabyte', 'a='.padEnd(1_000_000, 'a')],
    ['half of a surrogate pair', 'a=\uD800'],
  ])('refuses %s', async (_what, text) => {
    await expectCode('input-invalid', () => parse(text))
  })

  test('gives back what it takes, and throws nothing but its code', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        try {
          expect(parse(text)).toBe(text)
        } catch (error) {
          if (!isPromoError(error) || error.code !== 'input-invalid') throw error
        }
      }),
    )
  })
})

test.each<[string, Grammar, string]>([
  ['an option', parseWord, '--config=/etc/passwd'],
  ['an option as a path', parsePath, '-o/etc/x'],
  ['an option as a key', parseKeyValue, '--config=/etc/passwd'],
  ['a branch that is an option', parseBranch, '-main'],
  ['a path that climbs', parsePath, 'a/../../etc'],
  ['a path that climbs with backslashes', parsePath, 'a\\..\\..\\etc'],
  ['a pattern that climbs', parseGlob, '../*.xml'],
  ['an absolute path in a repository', parseRepositoryPath, '/etc/passwd'],
  ['a drive in a repository', parseRepositoryPath, 'C:/x'],
  ['a full ref', parseBranch, 'refs/heads/main'],
  ['a branch with two dots', parseBranch, 'a..b'],
  ['a branch in brackets of a reflog', parseBranch, 'a@{1}'],
  ['a URL for a host', parseHost, 'https://ghcr.io'],
  ['a host with a path', parseHost, 'ghcr.io/org'],
  ['a key without a value', parseKeyValue, 'name'],
  ['a token with a space', parseToken, 'a b'],
])('refuses %s', async (_what, parse, text) => {
  await expectCode('input-invalid', () => parse(text))
})

test.each<[Grammar, string]>([
  [parseLine, 'promo gate: größer, $(id)'],
  [parseWord, 'type=gha,scope=a'],
  [parsePath, '/opt/tools'],
  [parseGlob, '**/build/reports/{unit,e2e}/*.xml'],
  [parsePath, 'a..b/c'],
  [parsePath, 'D:\\a\\layout'],
  [parseRepositoryPath, 'kustomize/overlays/dev'],
  [parseBranch, 'release/1.2'],
  [parseKeyValue, 'manifest[linux/amd64]:org.opencontainers.image.title=a = b'],
  [parseKeyValue, 'A='],
  [parseHost, 'localhost:5000'],
  [parseHost, '[::1]:5000'],
  [parseText, 'subject\n\n- body\twith a tab'],
  [parseToken, 'ghs_abc.def'],
])('%p takes %s', (parse, text) => {
  expect(parse(text)).toBe(text)
})

test('never shows a token that it refuses', async () => {
  const { message, facts } = await expectCode('input-invalid', () => parseToken('canary-1\ncanary-2'))
  expect(JSON.stringify([message, facts])).not.toContain('canary')
})
