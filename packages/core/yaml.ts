import { Composer, Lexer, LineCounter, Parser, type CST, type Document } from 'yaml'
import { defineErrors } from './errors.ts'
import { DEFAULT_MAX_BYTES, DEFAULT_MAX_DEPTH, type JsonValue, type ReadLimits } from './json.ts'
import { decodeText } from './text.ts'
import { ALIAS_LIMIT, plainFault } from './yaml-plain.ts'

const yamlError = defineErrors('core', {
  'yaml-invalid': {
    ending: 'configuration',
    remedy: 'Give one YAML 1.2 document without custom tags or repeated keys.',
  },
})

/** Words, marks and line ends of one text: with more of them a small file takes seconds. */
const LEXEME_LIMIT = 150_000
/** What YAML 1.2 5.1 calls printable, and tab and line ends; others can hide what a file says. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/**
 * Parses one YAML 1.2 core document from a hostile source into what JSON can hold: string keys, finite numbers, no
 * cycles. Throws `yaml-invalid`, `text-invalid` or `input-too-large`.
 */
export function parseYaml(input: string | Uint8Array, limits: ReadLimits = {}): JsonValue {
  const text = decodeText(input, limits.maxBytes ?? DEFAULT_MAX_BYTES)
  if (UNPRINTABLE.test(text)) throw invalid('it holds a control character')
  const lines = new LineCounter()
  const tokens = readTokens(text, lines, limits.maxDepth ?? DEFAULT_MAX_DEPTH)
  const document = compose(tokens, text.length, lines)
  if (document === undefined) return null
  const fault = plainFault(document)
  if (fault !== undefined) throw invalid(fault)
  return toValue(document)
}

/** The syntax tree, whose parser needs no stack; composing it does, so that its depth is measured here. */
function readTokens(text: string, lines: LineCounter, maxDepth: number): readonly CST.Token[] {
  const tokens: CST.Token[] = []
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    count += 1
    if (count > LEXEME_LIMIT) throw invalid(`it has more than ${LEXEME_LIMIT} parts`)
    if (depthOf(parser.stack, maxDepth) > maxDepth) throw invalid(`it is nested deeper than ${maxDepth}`)
  }
  tokens.push(...parser.end())
  return tokens
}

/** How many collections are open; the document and a scalar may be on the stack too. */
function depthOf(stack: readonly CST.Token[], enough: number): number {
  return stack.length <= enough ? 0 : stack.filter((token) => 'items' in token).length
}

function compose(tokens: readonly CST.Token[], end: number, lines: LineCounter): Document.Parsed | undefined {
  // Its own search for repeated keys takes the square of their number; plainFault looks for them in a set.
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    merge: false,
    resolveKnownTags: false,
  })
  const [document, another] = [...composer.compose(tokens, true, end)]
  if (another !== undefined) throw invalid('it holds more than one document')
  const fault = document?.errors[0] ?? document?.warnings[0]
  if (fault !== undefined)
    throw invalid(`${withoutQuotation(fault.message)} (line ${lines.linePos(fault.pos[0]).line})`)
  return document
}

function toValue(document: Document.Parsed): JsonValue {
  try {
    return document.toJS({ maxAliasCount: ALIAS_LIMIT }) as JsonValue
  } catch {
    throw invalid('its aliases multiply what it holds')
  }
}

/** What the parser says is wrong, without the piece of the text that it quotes: it may be a secret. */
function withoutQuotation(message: string): string {
  return message.replace(/: ".*$/s, '').slice(0, 200)
}

function invalid(why: string): Error {
  return yamlError('yaml-invalid', {}, `not YAML that promo reads: ${why}`)
}
