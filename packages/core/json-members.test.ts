import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseJson, type JsonValue } from './json.ts'
import { isJsonObject, memberAt, memberOf, sameJson } from './json-members.ts'

/** What can be read: a name `__proto__` is refused. */
const anyJson = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.stringify(value))
  .filter((text) => !text.includes('"__proto__"'))
  .map((text) => parseJson(text))

/** The same value with the keys of every object the other way round. */
function turned(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return Array.isArray(value) ? (value as readonly JsonValue[]).map(turned) : value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  )
}

describe('members of a document from outside', () => {
  test('are its own alone', () => {
    const value = parseJson('{"a":{"b":[1]},"n":null}')
    expect(memberAt(value, 'a', 'b')).toEqual([1])
    expect(memberOf(value, 'n')).toBeNull()
    for (const key of ['constructor', 'toString', 'hasOwnProperty', 'c']) expect(memberOf(value, key)).toBeUndefined()
    for (const other of [null, 'text', 1, [{ a: 1 }], undefined]) expect(memberOf(other, 'a')).toBeUndefined()
    expect(memberAt(value, 'a', 'b', '0')).toBeUndefined()
    expect(memberOf([1, 2], 'length')).toBeUndefined()
  })
})

describe('equality of JSON', () => {
  test('does not look at the order of keys', () => {
    fc.assert(fc.property(anyJson, (value) => sameJson(value, turned(value))))
  })

  test('is that of the values', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        const text = (value: JsonValue): string => JSON.stringify(sorted(value))
        expect(sameJson(a, b)).toBe(text(a) === text(b))
      }),
    )
  })

  test.each<[JsonValue, JsonValue]>([
    [{ a: null }, {}],
    [{ a: null }, { b: null }],
    [[1, 2], [1]],
    [[], {}],
    [{ 0: 1 }, [1]],
    [null, {}],
    [{ constructor: 1 }, {}],
    ['1', 1],
  ])('tells %j from %j', (a, b) => {
    expect([sameJson(a, b), sameJson(b, a)]).toEqual([false, false])
  })
})

function sorted(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return Array.isArray(value) ? (value as readonly JsonValue[]).map(sorted) : value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
