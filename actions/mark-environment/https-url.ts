import { parseLine, refused } from '@promo/runner'

/** An address that people may open: https, without credentials; throws `input-invalid`. */
export function parseHttpsUrl(text: string): string {
  const url = URL.parse(parseLine(text))
  if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href
  throw refused(text, 'an https address without credentials')
}
