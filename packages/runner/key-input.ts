import { parseSecret } from './inputs/grammar.ts'
import type { Field } from './inputs/field.ts'
import type { InputReader } from './inputs/reader.ts'
import { runnerError } from './errors.ts'

/** A private key as text, masked. */
export interface KeyAccess {
  readonly pem: string
  readonly password: string | undefined
}

/**
 * `key` and `key-password`: each the text itself or `env://NAME`; a key may be the path of a file too. Without a password
 * that of COSIGN_PASSWORD counts, as cosign's users have it. Undefined: no key signs. No refusal shows anything of them.
 */
export function keyInput(input: InputReader): Field<KeyAccess | undefined> {
  const fields = { pem: input.secretSource('key', parsePem), password: input.secretSource('key-password', parseSecret) }
  return input.all<typeof fields, KeyAccess | undefined>('key', fields, ({ pem, password }) => {
    if (pem !== undefined) return { pem, password: password ?? input.secretVariable('COSIGN_PASSWORD') }
    if (password === undefined) return undefined
    throw runnerError('input-missing', { input: 'key' }, '`key-password` needs `key`')
  })
}

function parsePem(text: string): string {
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text)) return parseSecret(text)
  throw runnerError('input-invalid', {}, 'a key is PEM text, the path of such a file, or `env://NAME`')
}
