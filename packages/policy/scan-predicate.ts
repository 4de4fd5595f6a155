import { isPromoError, scanDocument, type JsonValue, type Scan, memberOf } from '@promo/core'

/** The scan document inside a cosign vulnerability predicate (`scanner.result`), undefined when another tool wrote it. */
export function readScanPredicate(predicate: JsonValue): Scan | undefined {
  const result = memberOf(memberOf(predicate, 'scanner'), 'result')
  try {
    return scanDocument.check(result)
  } catch (error) {
    if (isPromoError(error)) return undefined
    throw error
  }
}
