import { parseLine, refused } from '@promo/runner'

/** GitHub takes labels of at most 50 characters. */
const LABEL_LIMIT = 50

/** A label; throws `input-invalid`. */
export function parseLabel(text: string): string {
  if (text.length <= LABEL_LIMIT) return parseLine(text)
  throw refused(text, `a label of at most ${String(LABEL_LIMIT)} characters`)
}

/** A user, or `org/team`; throws `input-invalid`. */
export function parseReviewer(text: string): string {
  if (/^@?[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})(?:\/[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}))?$/.test(text)) return text
  throw refused(text, 'a user, or a team as `org/team`')
}
