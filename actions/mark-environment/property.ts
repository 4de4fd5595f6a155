import { PROPERTY_PATTERN } from '@promo/core'
import { refused } from '@promo/runner'

/** What only promo says of an environment. */
const RESERVED = 'PROMO_ENV_'

/** A property such as `SMOKE_PASSED`; throws `input-invalid`. */
export function parseProperty(text: string): string {
  if (PROPERTY_PATTERN.test(text) && !text.startsWith(RESERVED)) return text
  throw refused(text, `a property of capitals, digits and \`_\` such as SMOKE_PASSED, not beginning with ${RESERVED}`)
}
