import { parseJson } from '@promo/core'
import { actionError } from '../errors.ts'

/** A program and its arguments as a JSON list of strings, or `null` for none; never a line for a shell. Throws `command-invalid`. */
export function parseCommand(text: string): readonly string[] {
  const value = parseJson(text)
  if (value === null) return []
  if (Array.isArray(value) && value.every((part) => typeof part === 'string' && part !== ''))
    return value as readonly string[]
  throw actionError('command-invalid', {}, '`command` is not a JSON list of strings')
}
