import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { responseHeaders } from './response-headers.ts'

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/)
const fields = fc.dictionary(name, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })))

test('answers as the Headers of the Fetch standard do', () => {
  fc.assert(
    fc.property(fields, name, (incoming, other) => {
      const standard = new Headers()
      for (const [field, values] of Object.entries(incoming))
        for (const one of [values].flat()) standard.append(field, one)
      const own = responseHeaders(incoming)
      for (const asked of [...Object.keys(incoming), other]) {
        expect(own.get(asked.toUpperCase())).toBe(standard.get(asked))
        expect(own.has(asked)).toBe(standard.has(asked))
      }
      expect(new Headers([...own])).toEqual(standard)
    }),
  )
})
