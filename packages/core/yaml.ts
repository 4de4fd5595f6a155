import { isAlias, parseDocument, visit } from 'yaml'
import { defineErrors } from './errors.ts'
import { decodeText, type JsonValue, type ReadLimits } from './json.ts'

const yamlError = defineErrors('core', {
  'yaml-invalid': {
    ending: 'configuration',
    remedy: 'Give one YAML 1.2 document without custom tags or repeated keys.',
  },
})

const DEFAULT_MAX_BYTES = 1024 * 1024
const DEFAULT_MAX_DEPTH = 100
/** Aliases that one document may use; a billion-laughs document needs nine levels of ten. */
const ALIAS_LIMIT = 50

/** Parses one YAML 1.2 core document from a hostile source; throws `yaml-invalid` or `input-too-large`. */
export function parseYaml(input: string | Uint8Array, limits: ReadLimits = {}): JsonValue {
  const text = decodeText(input, limits.maxBytes ?? DEFAULT_MAX_BYTES)
  assertShallow(text, limits.maxDepth ?? DEFAULT_MAX_DEPTH)
  const document = parse(text)
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) throw invalid(fault.message, fault)
  let aliases = 0
  visit(document, (_key, node) => {
    if (isAlias(node)) aliases += 1
    return undefined
  })
  if (aliases > ALIAS_LIMIT) throw invalid(`more than ${String(ALIAS_LIMIT)} aliases`)
  return document.toJS({ maxAliasCount: ALIAS_LIMIT }) as JsonValue
}

function parse(text: string): ReturnType<typeof parseDocument> {
  try {
    return parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, merge: false, prettyErrors: true })
  } catch (cause) {
    throw invalid('it cannot be read', cause)
  }
}

/** Deep nesting exhausts the parser's stack: brackets, indentation and dashes are counted in one linear pass before it runs. */
function assertShallow(text: string, maxDepth: number): void {
  let open = 0
  for (const line of text.split('\n')) {
    const lead = /^[\s-]*/.exec(line)?.[0] ?? ''
    open = Math.max(0, open + brackets(line))
    const depth = Math.max(open, lead.split('-').length - 1, Math.floor(lead.length / 8))
    if (depth > maxDepth) throw invalid(`nested deeper than ${String(maxDepth)}`)
  }
}

/** Opening less closing brackets of flow collections; text in quotes counts too, which errs on the safe side. */
function brackets(line: string): number {
  return line.split(/[[{]/).length - line.split(/[\]}]/).length
}

function invalid(why: string, cause?: unknown): Error {
  return yamlError('yaml-invalid', {}, `not YAML that promo reads: ${why.slice(0, 300)}`, { cause })
}
