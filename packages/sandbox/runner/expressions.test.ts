import { expect, test } from '@jest/globals'
import { evaluateText } from './expressions.ts'

test('every doubled quote of a string is one quote', () => {
  const scope = { contexts: { matrix: { name: 'web' } } }
  expect(evaluateText("format('printf ''%s'' ''x'' > {0}', matrix.name)", scope)).toBe("printf '%s' 'x' > web")
  expect(evaluateText("'''''' == ''''''", scope)).toBe('true')
  expect(evaluateText("''", scope)).toBe('')
})
