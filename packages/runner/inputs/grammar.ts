import { runnerError } from '../errors.ts'

/** The grammars of inputs that are text of their own: what cannot be meant is refused here, before anything acts on it. */

const LINE_LIMIT = 4096
const PATH_LIMIT = 1024
/** A commit message or a comment: GitHub takes 65,536 characters of a body. */
const TEXT_LIMIT = 65_536
/** GitHub's own tokens have under 300 characters, an identity token with many claims a few thousand. */
const TOKEN_LIMIT = 16_384

/** C0, DEL, C1, line and paragraph separators, and the controls that reorder text (Unicode TR 36, 3.2). */
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/
/** The same but tab and line ends. */
const CONTROL_IN_TEXT =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/

/** One line that a person can read: no control characters, none that reorder text. Throws `input-invalid`. */
export function parseLine(text: string): string {
  if (text.length <= LINE_LIMIT && !CONTROL.test(text) && text.isWellFormed()) return text
  throw refused(text, `one line of at most ${LINE_LIMIT} characters, none of them a control character`)
}

/** A line that no program could take for an option. Throws `input-invalid`. */
export function parseWord(text: string): string {
  if (!text.startsWith('-')) return parseLine(text)
  throw refused(text, 'a value that does not start with `-`')
}

/** Text of several lines. Throws `input-invalid`. */
export function parseText(text: string): string {
  if (text.length <= TEXT_LIMIT && !CONTROL_IN_TEXT.test(text) && text.isWellFormed()) return text
  throw refused(text, `text of at most ${TEXT_LIMIT} characters without control characters`)
}

/** A path on this machine: absolute, or below the workspace. `..` is no part of it. Throws `input-invalid`. */
export function parsePath(text: string): string {
  const climbs = text.split(/[\\/]/).includes('..')
  const isPlain = /^(?:[A-Za-z]:)?[^:$`;|<>"*?{}]+$/.test(text)
  if (!climbs && isPlain && text.length <= PATH_LIMIT) return parseWord(text)
  throw refused(text, `a path of at most ${PATH_LIMIT} characters without \`..\` and without marks of a shell`)
}

/** A path in a repository: relative, with `/`, without `..`. Throws `input-invalid`. */
export function parseRepositoryPath(text: string): string {
  if (!text.startsWith('/') && !/[\\:]/.test(text)) return parsePath(text)
  throw refused(text, 'a path inside the repository: relative, with `/` between its parts')
}

/** A pattern of paths with `*`, `?`, `[…]` and `{…}`, without `..`. Throws `input-invalid`. */
export function parseGlob(text: string): string {
  const climbs = text.split(/[\\/]/).includes('..')
  const isPlain = /^(?:[A-Za-z]:)?[^:$`;|<>"]+$/.test(text)
  if (!climbs && isPlain && text.length <= PATH_LIMIT) return parseWord(text)
  throw refused(text, `a pattern of at most ${PATH_LIMIT} characters without \`..\` and without marks of a shell`)
}

/** A branch by its short name (git-check-ref-format). Throws `input-invalid`. */
export function parseBranch(text: string): string {
  const isRef =
    /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:?*[\\$`;|<>"\u0000-\u001F\u007F]{1,244}(?<![/.])$/
  if (isRef.test(text) && text !== '@' && !text.startsWith('refs/')) return parseLine(text)
  throw refused(text, 'the short name of a branch')
}

/** `key=value`, as labels, annotations and build arguments are written. Throws `input-invalid`. */
export function parseKeyValue(text: string): string {
  if (/^[^\s=,-][^\s=]{0,255}=/.test(text)) return parseLine(text)
  throw refused(text, '`key=value` on one line')
}

/** A host with optional port. Throws `input-invalid`. */
export function parseHost(text: string): string {
  const isHost = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\])(?::[0-9]{1,5})?$/
  if (isHost.test(text)) return text
  throw refused(text, 'a host with an optional port')
}

/** A token (RFC 6750, `b64token`). The refusal does not show it. Throws `input-invalid`. */
export function parseToken(text: string): string {
  if (text.length <= TOKEN_LIMIT && /^[A-Za-z0-9._~+/-]+=*$/.test(text)) return text
  throw runnerError('input-invalid', {}, `a token has at most ${TOKEN_LIMIT} letters, digits and \`-._~+/=\``)
}

/** A password or key of any characters, several lines too. The refusal does not show it. Throws `input-invalid`. */
export function parseSecret(text: string): string {
  if (text.length <= TEXT_LIMIT && text.isWellFormed()) return text
  throw runnerError('input-invalid', {}, `a secret is text of at most ${TEXT_LIMIT} characters`)
}

/** The refusal of a value, which is shown clipped and quoted. */
export function refused(text: string, wanted: string): Error {
  const found = text.slice(0, 100)
  return runnerError('input-invalid', { found }, `${JSON.stringify(found)} is not ${wanted}`)
}
