import { runnerError } from '../errors.ts'
import { readDocument } from './document.ts'

const REFERENCE = /^env:\/\/([A-Za-z_][A-Za-z0-9_]{0,254})$/

export interface SecretPorts {
  readonly variable: (name: string) => string | undefined
  readonly workspace: () => string
}

/**
 * The secret that a value stands for: `env://NAME` is a variable of this process, a path the text of a file, where
 * `readsFiles`; anything else is the secret itself. Throws `input-missing` for a variable that is not set, or `document-missing`.
 */
export function readSecret(value: string, readsFiles: boolean, ports: SecretPorts): string {
  const name = REFERENCE.exec(value)?.[1]
  if (name !== undefined) {
    const found = ports.variable(name)
    if (found !== undefined && found !== '') return found
    throw runnerError('input-missing', { variable: name }, `the variable ${name} is not set`)
  }
  if (!readsFiles || value.includes('\n') || value.includes('-----BEGIN')) return value
  return readDocument({ kind: 'path', path: value }, ports.workspace())
}
