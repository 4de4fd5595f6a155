import type { JsonValue } from '@promo/core'

/** One member of a JSON object; undefined when it is absent or the value is no object. */
export function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
    return undefined
  return (value as { readonly [key: string]: JsonValue })[key]
}
