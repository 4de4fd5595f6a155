import { expect, test } from '@jest/globals'
import { asPromoError, definedErrors, defineErrors, isPromoError, PromoError } from './errors.ts'
import './index.ts'

const made = defineErrors('test', { 'test-code': { ending: 'findings', remedy: 'Do this.' } })

test('an error carries its code, ending, remedy, facts and cause', () => {
  const cause = new Error('below')
  const error = made('test-code', { found: 1 }, 'above', { cause })
  expect(error).toMatchObject({
    code: 'test-code',
    ending: 'findings',
    remedy: 'Do this.',
    facts: { found: 1 },
    message: 'above',
    cause,
  })
  expect(isPromoError(error)).toBe(true)
})

test('an occurrence may know a better remedy', () => {
  expect(made('test-code', {}, 'x', { remedy: 'Do that.' }).remedy).toBe('Do that.')
})

test('a code has one owner', () => {
  expect(() => defineErrors('other', { 'test-code': { ending: 'findings', remedy: 'x' } })).toThrow(TypeError)
})

test('whatever was thrown becomes an error with a code', () => {
  const own = made('test-code', {}, 'x')
  expect(asPromoError(own)).toBe(own)
  for (const thrown of [new RangeError('deep'), 'text', undefined, null, 7, { message: 'looks like one' }]) {
    const error = asPromoError(thrown)
    expect([error.code, error.cause]).toEqual(['internal-error', thrown])
  }
  expect(asPromoError(new RangeError('deep')).message).toBe('deep')
  expect(asPromoError(null)).toBeInstanceOf(PromoError)
})

test('every code is written in lower case with hyphens, and has a remedy that is a sentence', () => {
  const defined = definedErrors()
  expect(defined.length).toBeGreaterThan(15)
  for (const { code, remedy } of defined) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)+$/)
    expect(remedy).toMatch(/^[A-Z].*\.$/s)
  }
})
