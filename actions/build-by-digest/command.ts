import { parseJson } from '@promo/core'
import { actionError } from '../errors.ts'

/**
 * A program and its arguments, as a JSON list of strings or one per line; none for `null`. Never a line for a shell: a program
 * with a space in its name is refused. Throws `command-invalid`.
 */
export function parseCommand(text: string): readonly string[] {
  const words = /^\s*(?:[[{]|null$)/.test(text) ? jsonWords(text) : lines(text)
  if (/\s/.test(words[0] ?? ''))
    throw actionError(
      'command-invalid',
      {},
      `${JSON.stringify(words[0]?.slice(0, 100))} is no program: no shell reads it`,
    )
  return words
}

function jsonWords(text: string): readonly string[] {
  const value = parseJson(text)
  if (value === null) return []
  if (Array.isArray(value) && value.every((part) => typeof part === 'string' && part !== ''))
    return value as readonly string[]
  throw actionError('command-invalid', {}, '`command` is not a JSON list of strings')
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
