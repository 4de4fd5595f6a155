import { parseJson, type JsonValue } from '@promo/core'
import { actionError } from './errors.ts'

/** The object that becomes the signed external parameters; throws `json-invalid` or `parameters-invalid`. */
export function parseParameters(text: string): { readonly [key: string]: JsonValue } {
  const value = parseJson(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as { readonly [key: string]: JsonValue }
  throw actionError('parameters-invalid', {}, '`provenance-parameters` is not a JSON object')
}
