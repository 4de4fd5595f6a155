import type { JsonValue } from '@promo/core'

/** Longest pointer that is shown whole. */
const POINTER_LIMIT = 1000

/**
 * JSON pointers (RFC 6901) of the values that differ, at most `limit`, deepest ones only. Empty for equal values, whatever
 * the order of their keys.
 */
export function jsonDifferences(first: JsonValue, second: JsonValue, limit: number): readonly string[] {
  const found: string[] = []
  const compare = (a: JsonValue | undefined, b: JsonValue | undefined, pointer: string): void => {
    if (found.length >= limit || a === b) return
    if (!isMembers(a) || !isMembers(b) || Array.isArray(a) !== Array.isArray(b)) {
      found.push(pointer.slice(0, POINTER_LIMIT))
      return
    }
    const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
    for (const key of new Set([...left.keys(), ...right.keys()]))
      compare(left.get(key), right.get(key), `${pointer}/${escapeKey(key)}`)
  }
  compare(first, second, '')
  return found
}

type Members = { readonly [key: string]: JsonValue } | readonly JsonValue[]

function isMembers(value: JsonValue | undefined): value is Members {
  return typeof value === 'object' && value !== null
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
