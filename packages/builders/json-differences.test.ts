import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { jsonDifferences } from './json-differences.ts'
import type { JsonValue } from '@promo/core'

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>

/** Follows a pointer as RFC 6901 says; undefined where it leads nowhere. */
function at(value: JsonValue, pointer: string): JsonValue | undefined {
  const keys = pointer.split('/').slice(1)
  return keys.reduce<JsonValue | undefined>((found, key) => {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    return (found as { readonly [name: string]: JsonValue })[name]
  }, value)
}

describe('differences of two JSON values', () => {
  test('are none for the same value in another order', () => {
    expect(jsonDifferences({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, 10)).toEqual([])
  })

  test.each<[string, JsonValue, JsonValue, readonly string[]]>([
    ['a changed value', { config: { Env: ['A=1'] } }, { config: { Env: ['A=2'] } }, ['/config/Env/0']],
    ['a missing member', { a: null }, {}, ['/a']],
    ['a longer list', [1], [1, 2], ['/1']],
    ['a list for an object', { a: [] }, { a: {} }, ['/a']],
    ['names with slash and tilde', { 'a/b~c': 1 }, { 'a/b~c': 2 }, ['/a~1b~0c']],
    ['another kind of value', 1, { a: 1 }, ['']],
    ['a name of the prototype', { constructor: 1 }, {}, ['/constructor']],
  ])('name %s', (_what, first, second, pointers) => {
    expect(jsonDifferences(first, second, 10)).toEqual(pointers)
  })

  test('are at most as many as asked for', () => {
    expect(jsonDifferences([1, 2, 3], [4, 5, 6], 2)).toEqual(['/0', '/1'])
  })

  test('are none exactly for equal values, and each names a place where they differ', () => {
    fc.assert(
      fc.property(json, json, (first, second) => {
        const pointers = jsonDifferences(first, second, 100)
        const isEqual = JSON.stringify(sorted(first)) === JSON.stringify(sorted(second))
        expect(pointers.length === 0).toBe(isEqual)
        for (const pointer of pointers) expect(at(first, pointer)).not.toEqual(at(second, pointer))
      }),
    )
  })
})

function sorted(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted)
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]): [string, JsonValue] => [key, sorted(each)])
      .toSorted(),
  )
}
