import { actionError } from '../errors.ts'

/** in-toto statements name their predicate type by a URI without white space. */
const URI = /^[a-z][a-z0-9+.-]*:\/\/[^\s]{1,500}$/i

/** Returns the URI; throws `predicate-type-invalid`. */
export function parsePredicateType(text: string): string {
  if (URI.test(text)) return text
  throw actionError(
    'predicate-type-invalid',
    { found: text.slice(0, 100) },
    `not a URI: ${JSON.stringify(text.slice(0, 100))}`,
  )
}
