import { parseJson } from '@promo/core'
import { runnerError } from '../errors.ts'

/** Most items one input may list. */
const ITEM_LIMIT = 10_000

/** One item a line or a JSON array of strings; empty lines are no items. Throws `input-invalid`. */
export function splitList(name: string, text: string): readonly string[] {
  const items = text.startsWith('[') ? jsonItems(name, text) : text.split(/\r?\n/)
  const filled = items.map((item) => item.trim()).filter((item) => item !== '')
  if (filled.length <= ITEM_LIMIT) return filled
  throw runnerError('input-invalid', { input: name }, `${name} lists more than ${ITEM_LIMIT} items`)
}

/** The same, with commas between words too: for lists of names that hold none. */
export function splitWords(name: string, text: string): readonly string[] {
  const words = splitList(name, text).flatMap((line) => line.split(','))
  return words.map((word) => word.trim()).filter((word) => word !== '')
}

function jsonItems(name: string, text: string): readonly string[] {
  const value: unknown = parseJson(text)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw runnerError('input-invalid', { input: name }, `${name} must be one item a line or a JSON array of strings`)
}
