import { expect, test } from '@jest/globals'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { actionNames, ROOT } from '../../scripts/root.ts'
import { spawnAction } from './spawn-action.ts'

const names = actionNames()

/** Where no input at all would be work to do: a scanner that promo never downloads ends at once. */
const INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'scan-gate': { scanners: 'checkov' } }

if (names.length === 0) {
  test('without actions there are no bundles', () => {
    const files = existsSync(join(ROOT, 'dist')) ? readdirSync(join(ROOT, 'dist')) : []
    expect(files).toEqual([])
  })
} else {
  test.concurrent.each(names)(
    '%s, given nothing to work on, ends with a code and its outputs, not with a crash',
    async (name) => {
      const { code, log, outputs } = await spawnAction(name, { inputs: INPUTS[name] ?? {} })
      expect({ log, outcome: outputs.get('outcome') }).toEqual({
        log: expect.not.stringMatching(/^\s+at .*:\d+:\d+\)?$|ERR_MODULE_NOT_FOUND|SyntaxError|ReferenceError/m),
        outcome: expect.stringMatching(/^(configuration|infrastructure)$/),
      })
      expect(outputs.get('failure-code')).toMatch(/^(?!internal-error$)[a-z]+(-[a-z]+)+$/)
      expect(code).toBe(1)
    },
  )
}
