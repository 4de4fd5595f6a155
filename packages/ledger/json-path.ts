import { isJsonList, memberAt, type JsonValue } from '@promo/core'

/** The text at the end of a path; undefined where there is none. Predicates are verified, their shape is not. */
export function textAt(value: JsonValue | undefined, ...path: readonly string[]): string | undefined {
  const found = memberAt(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** The list at the end of a path; an empty one where there is none. */
export function listAt(value: JsonValue | undefined, ...path: readonly string[]): readonly JsonValue[] {
  const found = memberAt(value, ...path)
  return isJsonList(found) ? found : []
}
