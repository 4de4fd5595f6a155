import type { JsonValue } from '@promo/core'

export type JsonObject = Readonly<Record<string, JsonValue>>

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** The member when it is text that is not empty; undefined otherwise. Never reads a prototype. */
export function textOf(object: JsonObject, key: string): string | undefined {
  const value = memberOf(object, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function memberOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
