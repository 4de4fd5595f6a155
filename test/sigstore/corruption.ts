import { expect } from '@jest/globals'
import { isPromoError, type JsonValue } from '@promo/core'

/** Runs what may fail only with the two codes of verifying. */
export function expectOwnError(run: () => unknown): void {
  let thrown: unknown
  try {
    run()
    return
  } catch (error) {
    thrown = error
  }
  expectOwn(thrown)
}

/** A failure of verifying, and no other. */
export function expectOwn(thrown: unknown): void {
  expect(isPromoError(thrown) ? thrown.code : thrown).toMatch(/^(?:bundle|signature)-invalid$/)
}

type Path = readonly string[]

/** Where every value in it stands, itself included. */
export function leavesOf(value: JsonValue, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]))]
}

/** The same with another value there. */
export function replaced(value: JsonValue, path: Path, replacement: JsonValue): JsonValue {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  const copy = structuredClone(value) as Record<string, JsonValue>
  copy[key] = replaced(copy[key] ?? null, rest, replacement)
  return copy
}
