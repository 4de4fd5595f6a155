import type { JsonValue } from '@promo/core'

export type JsonObject = { readonly [key: string]: JsonValue }

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** Walks down objects; undefined when a step is missing or no object. */
export function pick(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (found, key) => (isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined),
    value,
  )
}

/** Text of a scalar at the path, else the empty string: what GitHub's contexts hold for something absent. */
export function textAt(value: JsonValue | undefined, ...path: readonly string[]): string {
  const found = pick(value, ...path)
  return found === undefined || found === null || typeof found === 'object' ? '' : String(found)
}
