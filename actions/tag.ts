import { isTag } from '@promo/core'
import { actionError } from './errors.ts'

/** A tag by itself (distribution/reference); throws `tag-invalid`. */
export function parseTag(text: string): string {
  if (isTag(text)) return text
  throw actionError('tag-invalid', { found: text.slice(0, 200) }, `not a tag: ${JSON.stringify(text.slice(0, 200))}`)
}
