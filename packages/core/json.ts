import { defineErrors } from './errors.ts'
import { interchangeFault } from './interchange.ts'
import { decodeText } from './text.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

export interface ReadLimits {
  /** Default 1 MiB. */
  readonly maxBytes?: number
  /** Nesting of objects and arrays. Default 100. */
  readonly maxDepth?: number
}

const jsonError = defineErrors('core', {
  'json-invalid': {
    ending: 'configuration',
    remedy: 'Give one JSON value without repeated names; the message says where reading stopped.',
  },
})

export const DEFAULT_MAX_BYTES = 1024 * 1024
export const DEFAULT_MAX_DEPTH = 100

/**
 * Parses one JSON text from a hostile source, by the rules of I-JSON (RFC 7493): no repeated names, no half surrogate
 * pairs, finite numbers. Throws `json-invalid`, `text-invalid` or `input-too-large`.
 */
export function parseJson(input: string | Uint8Array, limits: ReadLimits = {}): JsonValue {
  const text = decodeText(input, limits.maxBytes ?? DEFAULT_MAX_BYTES)
  const fault = interchangeFault(text, limits.maxDepth ?? DEFAULT_MAX_DEPTH)
  if (fault !== undefined) throw invalid(`${fault.why}, at character ${fault.at}`)
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    throw invalid(withoutQuotation(error))
  }
}

/** What V8 says is wrong, without the piece of the text that it quotes: it may be a secret. */
function withoutQuotation(error: unknown): string {
  return String(error)
    .replace(/^SyntaxError: /, '')
    .replace(/, (?:\.\.\.)?".*$/s, '')
    .slice(0, 100)
}

function invalid(why: string): Error {
  return jsonError('json-invalid', {}, `not JSON that promo reads: ${why}`)
}
