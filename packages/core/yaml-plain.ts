import { isAlias, isMap, isScalar, visit, type Alias, type Document, type Scalar, type YAMLMap } from 'yaml'

/** Aliases that one document may use; a billion-laughs document needs nine levels of ten. */
export const ALIAS_LIMIT = 50

/**
 * Why a document does not mean the same as one JSON value: another YAML version (1.1 reads `no` as false), keys that are
 * not text or become equal as text, numbers that are not finite, half surrogate pairs, too many aliases or one that
 * contains itself. Undefined when it does.
 */
export function plainFault(document: Document.Parsed): string | undefined {
  if (document.directives.yaml.version !== '1.2') return 'it asks for another version than YAML 1.2'
  let fault: string | undefined
  let aliases = 0
  visit(document, (_key, node, ancestors) => {
    if (isAlias(node)) {
      aliases += 1
      fault = aliasFault(node, document, ancestors, aliases)
    } else if (isMap(node)) fault = mapFault(node)
    else if (isScalar(node)) fault = scalarFault(node)
    return fault === undefined ? undefined : visit.BREAK
  })
  return fault
}

function aliasFault(
  alias: Alias,
  document: Document.Parsed,
  ancestors: readonly unknown[],
  count: number,
): string | undefined {
  if (count > ALIAS_LIMIT) return `it holds more than ${ALIAS_LIMIT} aliases`
  return ancestors.includes(alias.resolve(document)) ? 'an alias contains itself' : undefined
}

function mapFault(map: YAMLMap): string | undefined {
  const names = new Set<string>()
  for (const { key } of map.items) {
    const name = isScalar(key) ? keyName(key.value) : undefined
    if (name === undefined) return 'a key is not text'
    if (name === '__proto__') return 'a key is __proto__'
    if (names.has(name)) return `the key ${JSON.stringify(name.slice(0, 50))} is repeated`
    names.add(name)
  }
  return undefined
}

/** Numbers and booleans are keys of JSON by their text; null and collections are none. */
function keyName(value: unknown): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? value : undefined
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function scalarFault({ value }: Scalar): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number is not finite'
  return typeof value === 'string' && !value.isWellFormed() ? 'a string holds half of a surrogate pair' : undefined
}
