import { data } from '@actions/expressions'
import type { ExpressionData } from '@actions/expressions/data/expressiondata'
import type { JsonValue } from '@promo/core'
import { isJsonObject } from './json-object.ts'

/** Wraps a JSON value for GitHub's evaluator. */
export function toData(value: JsonValue): ExpressionData {
  if (value === null) return new data.Null()
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (isJsonObject(value)) {
    const pairs = Object.entries(value).map(([key, member]) => ({ key, value: toData(member) }))
    return new data.Dictionary(...pairs)
  }
  const list = new data.Array()
  for (const item of value) list.add(toData(item))
  return list
}

/** Unwraps what GitHub's evaluator returned. */
export function fromData(value: ExpressionData): JsonValue {
  if (value instanceof data.StringData) return value.value
  if (value instanceof data.NumberData) return value.value
  if (value instanceof data.BooleanData) return value.value
  if (value instanceof data.Array) return value.values().map(fromData)
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]))
  }
  return null
}
