import { isJsonList as isList, isJsonObject as isObject, memberOf, type JsonObject } from '@promo/core'

// Not `export … from`: bundles take single files of a package for imports alone (scripts/build/direct-imports.ts).
export { isList, isObject, memberOf, type JsonObject }

/** The member when it is text that is not empty; undefined otherwise. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const value = memberOf(object, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}
