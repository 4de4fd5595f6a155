import { parseYaml, type JsonValue } from '@promo/core'
import type { Credential } from './credentials.ts'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf, textOf } from './json-shape.ts'
import { registryKey } from './registry-key.ts'

const ENTRY_LIMIT = 100

/** Reads `registry-auths`; throws `credentials-invalid`, whose message never shows a value. */
export function readRegistryAuths(text: string): ReadonlyMap<string, Credential> {
  const list = parse(text)
  if (!isList(list) || list.length > ENTRY_LIMIT) throw invalid('it is not a list of at most 100 entries')
  const found = new Map<string, Credential>()
  for (const [index, entry] of list.entries()) {
    const [key, credential] = readEntry(entry, index + 1)
    if (found.has(key)) throw invalid(`entry ${index + 1} names ${key} a second time`)
    found.set(key, credential)
  }
  return found
}

function readEntry(entry: JsonValue, number: number): readonly [string, Credential] {
  if (!isObject(entry)) throw invalid(`entry ${number} is not a mapping`)
  const registry = textOf(entry, 'registry')
  const username = textOf(entry, 'username')
  const password = textOf(entry, 'password')
  if (registry === undefined || username === undefined || password === undefined) {
    throw invalid(`entry ${number} needs registry, username and password, each as text`)
  }
  const server = memberOf(entry, 'token-server')
  const tokenServer = server === undefined ? {} : { tokenServer: readServer(server, number) }
  return [registryKey(registry), { kind: 'basic', username, password, ...tokenServer }]
}

/** A host, `host:port` or an https URL, of which only the host counts. */
function readServer(value: JsonValue, number: number): string {
  const text = typeof value === 'string' ? value.trim().replace(/^https:\/\//, '') : ''
  const url = URL.parse(`https://${text}`)
  if (text !== '' && !/@|:\/\//.test(text) && url !== null) return url.host
  throw invalid(`token-server of entry ${number} is not a host`)
}

/** The YAML reader's own message quotes the source, which holds passwords: it is dropped, cause included. */
function parse(text: string): JsonValue {
  try {
    return parseYaml(text)
  } catch {
    throw invalid('it is not YAML')
  }
}

function invalid(why: string): Error {
  return registryError('credentials-invalid', {}, `registry-auths: ${why}`)
}
