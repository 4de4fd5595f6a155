/** Why a JSON text is refused before it is parsed, and where: an offset in UTF-16 units. */
export interface InterchangeFault {
  readonly why: string
  readonly at: number
}

/**
 * What JSON.parse would let pass, though two readers may read it differently: a repeated name, half of a surrogate pair,
 * a number beyond doubles (I-JSON, RFC 7493 2); and what is dangerous to hold: nesting that exhausts a stack, the name
 * `__proto__`. One linear pass that looks only at what can be at fault; a text that is not JSON at all is left to the parser.
 */
export function interchangeFault(text: string, maxDepth: number): InterchangeFault | undefined {
  const readToken = createReader(text, maxDepth)
  let at = 0
  while (at < text.length) {
    const next = readToken(at)
    if (typeof next === 'string') return { why: next, at }
    at = next
  }
  return undefined
}

const SPACE = 0x20
const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Takes the places of the tokens of one text in order; gives where the next one begins, or what is wrong with this one. */
function createReader(text: string, maxDepth: number): (at: number) => number | string {
  /** The names of each open object so far; undefined for an array. */
  const open: (Set<string> | undefined)[] = []
  let isNameNext = false
  const readString = createStringReader(text)

  return (at) => {
    const code = text.charCodeAt(at)
    if (code <= SPACE) return at + 1
    const names = isNameNext ? open.at(-1) : undefined
    isNameNext = false
    if (code === QUOTE) return readString(at, names)
    if (isOpening(code)) {
      open.push(code === OPEN_OBJECT ? new Set() : undefined)
      isNameNext = code === OPEN_OBJECT
      return open.length > maxDepth ? `it is nested deeper than ${maxDepth}` : at + 1
    }
    if (isClosing(code)) open.pop()
    else if (code === COMMA) isNameNext = open.at(-1) !== undefined
    else if (isNumeric(code)) return readNumber(text, at)
    return at + 1
  }
}

function isOpening(code: number): boolean {
  return code === OPEN_OBJECT || code === OPEN_ARRAY
}

function isClosing(code: number): boolean {
  return code === CLOSE_OBJECT || code === CLOSE_ARRAY
}

/** Most strings hold no escape: their end is searched, and of a text that is well-formed as a whole nothing else matters. */
function createStringReader(text: string): (start: number, names: Set<string> | undefined) => number | string {
  const isWhole = text.isWellFormed()
  let escape = nextEscape(text, 0)
  return (start, names) => {
    if (escape < start) escape = nextEscape(text, start)
    const quote = text.indexOf('"', start + 1)
    const hasEscape = quote > escape
    const end = hasEscape ? endOfEscaped(text, start) : quote + 1
    if (quote < 0) return text.length
    if (names === undefined && isWhole && !(hasEscape && text.slice(start, end).includes('\\u'))) return end
    const token = text.slice(start, end)
    return faultOfString(hasEscape ? unescaped(token) : token.slice(1, -1), names) ?? end
  }
}

function nextEscape(text: string, from: number): number {
  const found = text.indexOf('\\', from)
  return found < 0 ? Infinity : found
}

function endOfEscaped(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    at += code === BACKSLASH ? 2 : 1
  }
  return text.length
}

function faultOfString(value: string | undefined, names: Set<string> | undefined): string | undefined {
  if (value === undefined) return undefined
  if (!value.isWellFormed()) return 'a string holds half of a surrogate pair'
  if (names === undefined) return undefined
  if (value === '__proto__') return 'a name is __proto__'
  if (names.has(value)) return `the name ${JSON.stringify(value.slice(0, 50))} is repeated`
  names.add(value)
  return undefined
}

/** Undefined for what is no JSON string: the parser will say so. */
function unescaped(token: string): string | undefined {
  try {
    return String(JSON.parse(token))
  } catch {
    return undefined
  }
}

/** The largest double has 309 digits before its point: shorter numbers without an exponent fit. */
const SAFE_DIGITS = 300

function readNumber(text: string, start: number): number | string {
  let end = start + 1
  let hasExponent = false
  for (let code = text.charCodeAt(end); isNumeric(code); code = text.charCodeAt(end)) {
    hasExponent ||= isExponent(code)
    end += 1
  }
  if (!hasExponent && end - start < SAFE_DIGITS) return end
  const isBeyond = Math.abs(Number(text.slice(start, end))) === Infinity
  return isBeyond ? 'a number is beyond what a double can hold' : end
}

/** Digits and what else a number is made of: `+ - . e E`. */
function isNumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === MINUS || code === 0x2e || isExponent(code)
}

function isExponent(code: number): boolean {
  return (code | SPACE) === 0x65
}
