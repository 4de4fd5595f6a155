import { existsSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { sandboxError } from './errors.ts'

/** A folder that stands for a repository. */
export interface LocalRepository {
  readonly directory: string
  /** `owner/name` */
  readonly name: string
}

const LAST_PORT = 65_535
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[\w.-]{1,100}$/

/** `DIR=owner/name`, or `DIR` for `your-org/<name of the folder>`. Throws `sandbox-option-invalid`. */
export function parseRepository(text: string): LocalRepository {
  const equals = text.lastIndexOf('=')
  const directory = resolve(equals < 0 ? text : text.slice(0, equals))
  const name = equals < 0 ? `your-org/${basename(directory)}` : text.slice(equals + 1)
  if (!NAME.test(name)) throw invalid('--repository', text, `'${name}' is no owner/name`)
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw invalid('--repository', text, `${directory} is no folder`)
  }
  return { directory, name }
}

/** `name=value` pairs, the last of a name wins. Throws `sandbox-option-invalid`. */
export function parsePairs(option: string, texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf('=')
      if (equals <= 0) throw invalid(option, text, 'it is not name=value')
      return [text.slice(0, equals), text.slice(equals + 1)] as const
    }),
  )
}

/** Secrets by name, their values from the environment: a command line is no place for one. Throws `sandbox-option-invalid`. */
export function readSecrets(
  names: readonly string[],
  environment: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      if (name.includes('='))
        throw invalid(
          '--secret',
          name.slice(0, name.indexOf('=') + 1),
          'its value is read from the variable of that name',
        )
      const value = environment[name]
      if (value === undefined || value === '') throw invalid('--secret', name, `the variable ${name} is not set`)
      return [name, value] as const
    }),
  )
}

/** A port of loopback; 0, which is the default, for any that is free. Throws `sandbox-option-invalid`. */
export function parsePort(text = '0'): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity
  if (port > LAST_PORT) throw invalid('--port', text, 'it is no port')
  return port
}

/** The error for an option whose value cannot be used. */
export function invalid(option: string, value: string, reason: string): Error {
  return sandboxError('sandbox-option-invalid', { option, value }, `${option} ${value}: ${reason}`)
}
