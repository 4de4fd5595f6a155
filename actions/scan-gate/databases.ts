import { parseImageReference } from '@promo/core'
import { parseLine, refused } from '@promo/runner'

/** The OCI reference of a database; throws `image-invalid`. */
export function parseDatabase(text: string): string {
  parseImageReference(text)
  return text
}

/** An address over https without credentials in it; throws `input-invalid`. */
export function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url !== undefined && (url.protocol === 'https:' || isPlain) && url.username === '' && url.password === '')
    return parseLine(text)
  throw refused(text, 'an https URL without credentials')
}
