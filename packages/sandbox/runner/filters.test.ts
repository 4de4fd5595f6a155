import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { matchesPatterns } from './filters.ts'

/** Rows of GitHub's "Filter pattern cheat sheet". */
const CHEAT_SHEET: readonly (readonly [string, string, boolean])[] = [
  ['feature/*', 'feature/my-branch', true],
  ['feature/*', 'feature/beta-a/my-branch', false],
  ['feature/**', 'feature/beta-a/my-branch', true],
  ['*', 'main', true],
  ['*', 'a/b', false],
  ['**', 'every/branch/and/tag', true],
  ['*feature', 'ver-10-feature', true],
  ['v2*', 'v2.9', true],
  ['v[12].[0-9]+.[0-9]+', 'v1.10.1', true],
  ['v[12].[0-9]+.[0-9]+', 'v3.10.1', false],
  ['*.jsx?', 'page.js', true],
  ['*.jsx?', 'page.jsx', true],
  ['**.js', 'src/js/app.js', true],
  ['docs/**/*.md', 'docs/hello.md', true],
  ['docs/**/*.md', 'docs/a/markdown/file.md', true],
  ['**/docs/**', 'dir/docs/my-file.txt', true],
  ['**/*-post.md', 'my-post.md', true],
  ['a.b', 'axb', false],
]

describe('a filter pattern', () => {
  test.each(CHEAT_SHEET)('%s against %s: %s', (pattern, value, matches) => {
    expect(matchesPatterns([pattern], value)).toBe(matches)
  })

  test('is undone by a later negation and restored after it', () => {
    const patterns = ['releases/**', '!releases/**-alpha', 'releases/keep-alpha']
    expect(
      ['releases/10', 'releases/10-alpha', 'releases/keep-alpha'].map((name) => matchesPatterns(patterns, name)),
    ).toEqual([true, false, true])
  })

  test('without special characters matches itself alone', () => {
    const plain = fc.stringMatching(/^[a-z0-9./_-]{1,20}$/)
    fc.assert(fc.property(plain, plain, (pattern, value) => matchesPatterns([pattern], value) === (pattern === value)))
  })
})
