import {
  asPromoError,
  isDigest,
  parseJson,
  type JsonValue,
  type WrittenEvidence,
  memberOf,
  isJsonObject,
} from '@promo/core'
import { actionError } from '../errors.ts'

const TEXT_LIMIT = 4 * 1024 * 1024
const LISTS = ['attestations', 'signatures']

/**
 * Reads the outputs of the steps that attested and signed: an object with `attestations` and `signatures`, or a list of
 * such objects, in which both are JSON or its text. Throws `evidence-invalid`.
 */
export function parseEvidence(text: string): readonly WrittenEvidence[] {
  const value = parseJson(text, { maxBytes: TEXT_LIMIT })
  const steps = Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
  if (
    !steps.every(isJsonObject) ||
    (!Array.isArray(value) && !LISTS.some((list) => memberOf(value, list) !== undefined))
  ) {
    throw actionError('evidence-invalid', {}, '`evidence` is neither an object of outputs nor a list of such objects')
  }
  return steps.flatMap((step) => LISTS.flatMap((list) => entriesOf(memberOf(step, list)))).map(readEntry)
}

function entriesOf(value: JsonValue | undefined): readonly JsonValue[] {
  const parsed = typeof value === 'string' && value !== '' ? readText(value) : value
  return Array.isArray(parsed) ? (parsed as readonly JsonValue[]) : []
}

function readText(text: string): JsonValue {
  try {
    return parseJson(text, { maxBytes: TEXT_LIMIT })
  } catch (cause) {
    throw actionError('evidence-invalid', {}, `an output is not JSON: ${asPromoError(cause).message}`, { cause })
  }
}

function readEntry(entry: JsonValue): WrittenEvidence {
  const predicateType = memberOf(entry, 'predicateType')
  const digest = memberOf(entry, 'digest')
  if (typeof predicateType === 'string' && isDigest(digest)) return { predicateType, digest }
  throw actionError('evidence-invalid', {}, 'an entry has no predicate type and digest')
}
