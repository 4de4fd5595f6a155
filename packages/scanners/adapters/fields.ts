import { isSeverity, type Severity } from '@promo/core'
import { clean, cleanPath } from '../finding.ts'

/** Severities of the tools by any case; what promo does not know is unknown, never less. */
export function readSeverity(text: string | null | undefined): Severity {
  const lower = text?.toLowerCase()
  return isSeverity(lower) ? lower : 'unknown'
}

/** A field that is there when the tool gave it a text. */
export function optional<K extends string>(key: K, value: string | null | undefined): { readonly [P in K]?: string } {
  return isGiven(value) ? ({ [key]: clean(value) } as { [P in K]: string }) : {}
}

/** The place of a finding, when the tool gave one. */
export function locationAt(path: string | null | undefined): { readonly location?: { readonly path: string } } {
  return isGiven(path) ? { location: { path: cleanPath(path) } } : {}
}

function isGiven(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== ''
}
