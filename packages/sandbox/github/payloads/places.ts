export const WEB = 'https://github.com'
export const API = 'https://api.github.com'

/** Global id of an object. Opaque on GitHub too; only its uniqueness counts. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`
}

/** RFC 3339 in whole seconds, as GitHub writes times. */
export function time(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

export function timeOrNull(date: Date | null | undefined): string | null {
  return date === null || date === undefined ? null : time(date)
}
