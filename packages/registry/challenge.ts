/** One `WWW-Authenticate` challenge that a registry may answer with (RFC 9110, section 11.6.1). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer'
      readonly realm: string
      readonly service: string | undefined
      /** What the registry wants the token for: `repository:<name>:<actions>` (distribution, docs/spec/auth/scope.md). */
      readonly scopes: readonly string[]
      /** RFC 6750, section 3.1: `insufficient_scope`, `invalid_token`. */
      readonly error: string | undefined
    }

export type BearerChallenge = Extract<Challenge, { scheme: 'bearer' }>

const LENGTH_LIMIT = 4096
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y
/** What a scheme may have in place of parameters: `Negotiate oQw=` (RFC 9110, section 11.2, `token68`). */
const TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y
const PARAMETER = /\s*,?\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y

/** The first challenge promo can answer, bearer before basic; undefined for anything else. Linear in the text. */
export function parseChallenge(header: string | null): Challenge | undefined {
  if (header === null || header.length > LENGTH_LIMIT) return undefined
  const challenges = readAll(header)
  return challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges[0]
}

function readAll(header: string): readonly Challenge[] {
  const found: Challenge[] = []
  let index = 0
  while (index < header.length) {
    const [scheme, afterScheme] = match(TOKEN, header, skip(header, index))
    if (scheme === undefined) break
    const [, afterToken] = match(TOKEN68, header, afterScheme)
    const [parameters, next] = readParameters(header, afterToken)
    const challenge = toChallenge(scheme[0].toLowerCase(), parameters)
    if (challenge !== undefined) found.push(challenge)
    index = next
  }
  return found
}

function readParameters(header: string, start: number): readonly [ReadonlyMap<string, string>, number] {
  const parameters = new Map<string, string>()
  let index = start
  for (;;) {
    const [parameter, next] = match(PARAMETER, header, index)
    if (parameter === undefined) return [parameters, index]
    const [, name = '', quoted, bare] = parameter
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')
    index = next
  }
}

function toChallenge(scheme: string, parameters: ReadonlyMap<string, string>): Challenge | undefined {
  if (scheme === 'basic') return { scheme }
  const realm = parameters.get('realm')
  if (scheme !== 'bearer' || realm === undefined) return undefined
  const scopes = (parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
  return { scheme, realm, service: parameters.get('service'), scopes, error: parameters.get('error') }
}

function skip(header: string, index: number): number {
  let at = index
  while (header[at] === ' ' || header[at] === ',' || header[at] === '\t') at += 1
  return at
}

function match(pattern: RegExp, text: string, index: number): readonly [RegExpExecArray | undefined, number] {
  pattern.lastIndex = index
  const found = pattern.exec(text)
  return found === null ? [undefined, index] : [found, pattern.lastIndex]
}
