import type { DocumentSource } from './document.ts'
import { documentSource, readDocument } from './document.ts'
import { faultsOf, Field, valuesOf, type Fields, type FieldValues } from './field.ts'
import { refusal } from './refusal.ts'
import { splitList, splitWords } from './list.ts'
import { readSecret } from './secret-source.ts'
import { runnerError } from '../errors.ts'

export type Parse<T> = (text: string) => T

/** Turns the strings of inputs into types. An empty input is an absent one; white space around a value is not part of it. */
export interface InputReader {
  required<T>(name: string, parse: Parse<T>): Field<T>
  optional<T>(name: string, parse: Parse<T>): Field<T | undefined>
  withDefault<T>(name: string, fallback: T, parse: Parse<T>): Field<T>
  /** One item a line, or a JSON array of strings. Absent: empty. */
  list<T>(name: string, parse: Parse<T>): Field<readonly T[]>
  /** YAML 1.2 core: `true` or `false` in lower, upper or title case. */
  flag(name: string, fallback: boolean): Field<boolean>
  choice<const C extends string>(name: string, choices: readonly C[], fallback: C): Field<C>
  /** A list of words of a closed set; commas separate them too. */
  choices<const C extends string>(name: string, allowed: readonly C[], fallback: readonly C[]): Field<readonly C[]>
  /** Masked before anyone sees it, also in its encoded forms. What `parse` throws must not show it. */
  secret(name: string, parse?: Parse<string>): Field<string | undefined>
  /** The same for a secret that may also be named: `env://NAME`, or for a key (`-----BEGIN`) the path of its file. */
  secretSource(name: string, parse: Parse<string>): Field<string | undefined>
  /** A variable that holds a secret by convention, masked. */
  secretVariable(name: string): string | undefined
  /** The text of a document given as a path or as the text itself; throws `document-missing`. */
  document(name: string): Field<string | undefined>
  /** The same without opening the path: for files that are read as Git objects of the base branch. */
  documentSource(name: string): Field<DocumentSource | undefined>
  /** Joins fields that make sense only together; `join` may throw a PromoError, reported under `name`. */
  all<F extends Fields, T>(name: string, fields: F, join: (values: FieldValues<F>) => T): Field<T>
  /** Masks values that a convention derives from others. */
  mask(secrets: readonly string[]): void
  /**
   * The values of all fields. Throws once, with every fault of every field this reader has read: with the code they
   * share, or `input-invalid`; `facts.faults` lists input, code, message and remedy of each.
   */
  request<F extends Fields>(fields: F): FieldValues<F>
}

export interface InputPorts {
  /** The raw value of an input, by its name in `action.yml`. */
  readonly value: (name: string) => string | undefined
  readonly mask: (secret: string) => void
  /** A variable of this process. */
  readonly variable: (name: string) => string | undefined
  /** Where relative paths of documents start. */
  readonly workspace: () => string
}

const TRUE = new Set(['true', 'True', 'TRUE'])
const FALSE = new Set(['false', 'False', 'FALSE'])

export function createInputReader(ports: InputPorts): InputReader {
  const known: Field<unknown>[] = []
  const keep = <T>(field: Field<T>): Field<T> => {
    known.push(field)
    return field
  }
  const text = (name: string): string | undefined => {
    const value = ports.value(name)?.trim()
    return value === '' ? undefined : value
  }
  const withDefault = <T>(name: string, fallback: T, parse: Parse<T>): Field<T> =>
    keep(
      Field.of(name, () => {
        const value = text(name)
        return value === undefined ? fallback : parse(value)
      }),
    )
  const optional = <T>(name: string, parse: Parse<T>): Field<T | undefined> =>
    withDefault<T | undefined>(name, undefined, parse)
  return {
    required: (name, parse) => keep(Field.of(name, () => parse(text(name) ?? missing(name)))),
    optional,
    withDefault,
    list: (name, parse) => withDefault(name, [], (value) => splitList(name, value).map((item) => parse(item))),
    flag: (name, fallback) => withDefault(name, fallback, (value) => parseFlag(name, value)),
    choice: (name, choices, fallback) => withDefault(name, fallback, (value) => pick(name, choices, value)),
    choices: (name, allowed, fallback) =>
      withDefault(name, fallback, (value) => splitWords(name, value).map((word) => pick(name, allowed, word))),
    secret: (name, parse = (value) => value) =>
      optional(name, (value) => {
        ports.mask(value)
        return parse(value)
      }),
    secretSource: (name, parse) =>
      optional(name, (value) => {
        const secret = readSecret(value, name === 'key', ports)
        ports.mask(secret)
        return parse(secret)
      }),
    secretVariable: (name) => {
      const value = ports.variable(name)
      if (value !== undefined && value !== '') ports.mask(value)
      return value
    },
    document: (name) => optional(name, (value) => readDocument(documentSource(value), ports.workspace())),
    documentSource: (name) => optional(name, documentSource),
    all: (name, fields, join) => {
      const faults = Object.values(fields).flatMap(faultsOf)
      if (faults.length > 0) return new Field({ faults: [] })
      return keep(Field.of(name, () => join(valuesOf(fields))))
    },
    mask: (secrets) => secrets.forEach((secret) => ports.mask(secret)),
    request(fields) {
      const faults = known.flatMap(faultsOf)
      if (faults.length > 0) throw refusal(faults)
      return valuesOf(fields)
    },
  }
}

function missing(name: string): never {
  throw runnerError('input-missing', { input: name }, 'it is required')
}

function parseFlag(name: string, value: string): boolean {
  if (TRUE.has(value)) return true
  if (FALSE.has(value)) return false
  throw wanted(name, value, 'true or false')
}

function pick<C extends string>(name: string, choices: readonly C[], value: string): C {
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw wanted(name, value, choices.join(', '))
}

function wanted(name: string, value: string, what: string): Error {
  const found = value.slice(0, 100)
  return runnerError('input-invalid', { input: name, found }, `${JSON.stringify(found)} is not one of ${what}`)
}
