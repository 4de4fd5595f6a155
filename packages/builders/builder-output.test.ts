import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { logOutput, reasonOf } from './builder-output.ts'

function logged(output: string): readonly string[] {
  const pieces: string[] = []
  logOutput(output, (text) => pieces.push(text))
  return pieces
}

describe('what a builder said', () => {
  test('is logged whole, in pieces of whole lines', () => {
    const line = fc.stringMatching(/^[a-z]{1,3000}$/)
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        const pieces = logged(lines.join('\n'))
        expect(pieces.join('\n')).toBe(lines.join('\n'))
        expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(8001)
      }),
    )
    expect(logged('')).toEqual([])
  })

  test.each([
    ['#5 ERROR: exit code: 1\n------\nERROR: failed to solve: no stage', ': ERROR: failed to solve: no stage'],
    ['Error: no FROM statement found\nlevel=warning', ': Error: no FROM statement found'],
    ['make: *** [all] 2\n', ': make: *** [all] 2'],
    ['', ''],
  ])('names the reason of a failure: %j', (output, reason) => {
    expect(reasonOf(output)).toBe(reason)
  })
})
