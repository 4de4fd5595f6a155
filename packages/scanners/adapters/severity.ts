import { isSeverity, type Severity } from '@promo/core'

/** Severities of the tools by any case; what promo does not know is unknown, never less. */
export function readSeverity(text: string | null | undefined): Severity {
  const lower = text?.toLowerCase()
  return isSeverity(lower) ? lower : 'unknown'
}
