import { defineErrors } from './errors.ts'

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
    remedy: 'Give one JSON value in UTF-8; the message says where reading stopped.',
  },
  'input-too-large': { ending: 'configuration', remedy: 'Make the input smaller; the limit is in the message.' },
})

const DEFAULT_MAX_BYTES = 1024 * 1024
const DEFAULT_MAX_DEPTH = 100

/** Parses one JSON text from a hostile source; throws `json-invalid` or `input-too-large`. Never yields a prototype. */
export function parseJson(input: string | Uint8Array, limits: ReadLimits = {}): JsonValue {
  const text = decodeText(input, limits.maxBytes ?? DEFAULT_MAX_BYTES)
  assertDepth(text, limits.maxDepth ?? DEFAULT_MAX_DEPTH)
  try {
    return JSON.parse(text) as JsonValue
  } catch (cause) {
    throw jsonError(
      'json-invalid',
      {},
      `not JSON: ${cause instanceof Error ? cause.message.slice(0, 200) : 'unreadable'}`,
      { cause },
    )
  }
}

/** UTF-8 text within the limit, without a byte order mark; throws `input-too-large` or `json-invalid` for bytes that are not UTF-8. */
export function decodeText(input: string | Uint8Array, maxBytes: number): string {
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength
  if (size > maxBytes) {
    throw jsonError(
      'input-too-large',
      { size, limit: maxBytes },
      `input of ${String(size)} bytes, the limit is ${String(maxBytes)}`,
    )
  }
  if (typeof input === 'string') return input.startsWith('\uFEFF') ? input.slice(1) : input
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input)
  } catch (cause) {
    throw jsonError('json-invalid', {}, 'the bytes are not UTF-8', { cause })
  }
}

/** Quoted strings and brackets: all that decides how deep JSON is nested. */
const STRUCTURE = /"(?:[^"\\]|\\.)*"?|[[\]{}]/gs

/** One linear pass before the parser sees the text, so that no nesting can exhaust its stack. */
function assertDepth(text: string, maxDepth: number): void {
  let depth = 0
  for (const [token] of text.matchAll(STRUCTURE)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    if (depth > maxDepth) throw jsonError('json-invalid', { limit: maxDepth }, `nested deeper than ${String(maxDepth)}`)
  }
}
