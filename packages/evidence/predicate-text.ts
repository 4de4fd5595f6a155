import type { JsonValue } from '@promo/core'

/** One SBOM is attested to many digests: it is written once. */
const written = new WeakMap<object, string>()

/** The JSON of a predicate. */
export function predicateText(predicate: JsonValue): string {
  if (typeof predicate !== 'object' || predicate === null) return JSON.stringify(predicate)
  const text = written.get(predicate) ?? JSON.stringify(predicate)
  written.set(predicate, text)
  return text
}
