import type { JsonValue } from './json.ts'

export type JsonObject = { readonly [key: string]: JsonValue }

/** A JSON object: no list, not null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonList(value)
}

/** A JSON array (RFC 8259, section 5). */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** One member of an object that came from outside; undefined when it is absent or the value is no object. Never reads a prototype. */
export function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** The member at the end of a path of keys; undefined when a part is absent. */
export function memberAt(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((found, key) => memberOf(found, key), value)
}

/** Deep equality of JSON values, without regard to the order of keys. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (isJsonList(a) && isJsonList(b)) return a.length === b.length && a.every((each, index) => sameJson(each, b[index]))
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
}
