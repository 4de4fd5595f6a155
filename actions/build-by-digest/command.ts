import { parseJson } from '@promo/core'
import { actionError } from '../errors.ts'

/**
 * A program and its arguments as a JSON list of strings, or `null` for none; never a line for a shell, which a program with a
 * space in its name would be. Throws `command-invalid`, and `json-invalid` for a list that is broken.
 */
export function parseCommand(text: string): readonly string[] {
  const value = text.startsWith('[') || text === 'null' ? parseJson(text) : undefined
  if (value === null) return []
  if (Array.isArray(value) && value.every((part) => typeof part === 'string' && part !== '') && isProgram(value[0]))
    return value as readonly string[]
  throw actionError('command-invalid', {}, '`command` is not a JSON list of a program and its arguments')
}

/** A path may have spaces. */
function isProgram(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && !/^[^/\\]*\s/.test(value))
}
