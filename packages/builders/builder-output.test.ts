import { describe, expect, test } from '@jest/globals'
import { heardBy, reasonOf } from './builder-output.ts'

describe('what a builder says', () => {
  test('is logged line by line, without what could make a log lie', () => {
    const logged: string[] = []
    const { onErrorLine, onOutputLine } = heardBy((text) => logged.push(text))
    onOutputLine('STEP 1/2')
    onErrorLine('\u001B[31m  red\u202E')
    expect(logged).toEqual(['STEP 1/2', '  red '])
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
