import { isPromoError, scanDocument, type JsonValue, type Scan } from '@promo/core'
import { member } from './member.ts'

/** The scan document inside a cosign vulnerability predicate (`scanner.result`), undefined when another tool wrote it. */
export function readScanPredicate(predicate: JsonValue): Scan | undefined {
  const result = member(member(predicate, 'scanner'), 'result')
  try {
    return scanDocument.check(result)
  } catch (error) {
    if (isPromoError(error)) return undefined
    throw error
  }
}
