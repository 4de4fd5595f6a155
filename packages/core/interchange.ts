/** Why a JSON text is refused before it is parsed, and where: an offset in UTF-16 units. */
export interface InterchangeFault {
  readonly why: string
  readonly at: number
}

/**
 * What JSON.parse would let pass, though two readers may read it differently: a repeated name, half of a surrogate pair,
 * a number beyond doubles (I-JSON, RFC 7493 2); and what is dangerous to hold: nesting that exhausts a stack, the name
 * `__proto__`. One linear pass; a text that is not JSON at all is left to the parser.
 */
export function interchangeFault(text: string, maxDepth: number): InterchangeFault | undefined {
  const judge = createJudge(maxDepth)
  let at = 0
  while (at < text.length) {
    const end = endOfToken(text, at)
    const why = text.charCodeAt(at) > SPACE ? judge(text.slice(at, end)) : undefined
    if (why !== undefined) return { why, at }
    at = end
  }
  return undefined
}

const SPACE = 0x20
const QUOTE = 0x22
const MINUS = 0x2d
const BACKSLASH = 0x5c

function endOfToken(text: string, start: number): number {
  const code = text.charCodeAt(start)
  if (code === QUOTE) return endOfString(text, start)
  let at = start + 1
  if (code === MINUS || isNumeric(code)) while (isNumeric(text.charCodeAt(at))) at += 1
  return at
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    at += code === BACKSLASH ? 2 : 1
  }
  return text.length
}

/** Digits and what else a number is made of: `+ - . e E`. */
function isNumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === MINUS || code === 0x2e || (code | SPACE) === 0x65
}

/** Takes the tokens of one text in order and says what is wrong with one. */
function createJudge(maxDepth: number): (token: string) => string | undefined {
  /** The names of each open object so far; undefined for an array. */
  const open: (Set<string> | undefined)[] = []
  let isNameNext = false
  return (token) => {
    const first = token.charAt(0)
    const names = isNameNext ? open.at(-1) : undefined
    if (first === '{') open.push(new Set())
    else if (first === '[') open.push(undefined)
    else if (first === '}' || first === ']') open.pop()
    isNameNext = (first === '{' || first === ',') && open.at(-1) !== undefined
    if (open.length > maxDepth) return `it is nested deeper than ${maxDepth}`
    return first === '"' ? faultOfString(token, names) : faultOfNumber(token)
  }
}

function faultOfNumber(token: string): string | undefined {
  return Math.abs(Number(token)) === Infinity ? 'a number is beyond what a double can hold' : undefined
}

function faultOfString(token: string, names: Set<string> | undefined): string | undefined {
  const value = token.includes('\\') ? unescaped(token) : token.slice(1, -1)
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
