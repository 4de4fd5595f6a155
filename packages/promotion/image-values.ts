import { isPromoError, parseYaml, type JsonValue, isJsonObject, type JsonObject } from '@promo/core'

/** Keys whose values name images: `image`, `images`, `imageTag` of transformers. */
const IMAGE_KEY = /image/i
/** Of a pod, and no image. */
const OTHER_KEYS: readonly string[] = ['imagePullPolicy', 'imagePullSecrets']
/** Where a replacement of kustomize may write an image, or a wildcard that reaches one. */
const IMAGE_FIELD = /image|containers|\*/i
/** A marker of the YAML stream; inside a document it can only stand indented. */
const DOCUMENT_END = /^(?:---|\.\.\.)(?=\s|$)/m
/** Patches hold patches only by mistake. */
const NESTING_LIMIT = 3

/**
 * Every text of a manifest that stands where an image is named, however it is written: escapes, several lines, nested maps,
 * JSON patches, patches inside a kustomization. Undefined when the text is not YAML that is surely read as kustomize reads it.
 */
export function imageValues(text: string, omitted: readonly string[] = [], nesting = 0): readonly string[] | undefined {
  const found: string[] = []
  for (const document of text.split(DOCUMENT_END)) {
    const value = parsed(document)
    if (value === undefined) return undefined
    collect(isJsonObject(value) ? without(value, omitted) : value, false, nesting, found)
  }
  return found
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseYaml(text)
  } catch (error) {
    if (isPromoError(error)) return undefined
    throw error
  }
}

function collect(value: JsonValue, names: boolean, nesting: number, found: string[]): void {
  if (typeof value === 'string') collectText(value, names, nesting, found)
  else if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) collect(item, names, nesting, found)
  else if (isJsonObject(value)) collectMembers(value, names, nesting, found)
}

function collectMembers(value: JsonObject, names: boolean, nesting: number, found: string[]): void {
  // A JSON patch (RFC 6902) writes `value`, or what is at `from`, to `path`.
  const patches = typeof value['path'] === 'string' && IMAGE_KEY.test(value['path'])
  for (const [key, member] of Object.entries(value)) {
    const own = IMAGE_KEY.test(key) && !OTHER_KEYS.includes(key)
    const field = key === 'fieldPaths' && IMAGE_FIELD.test(JSON.stringify(member))
    collect(member, names || own || field || (patches && (key === 'value' || key === 'from')), nesting, found)
  }
}

function collectText(text: string, names: boolean, nesting: number, found: string[]): void {
  if (names) found.push(text)
  else if (nesting < NESTING_LIMIT && isInline(text)) {
    const inner = imageValues(text, [], nesting + 1)
    found.push(...(inner ?? (IMAGE_KEY.test(text) || text.includes('\\') ? [text] : [])))
  }
}

function isInline(text: string): boolean {
  return /\n|:\s|^\s*[[{]/.test(text)
}

function without(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))
}
