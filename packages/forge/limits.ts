const NOTE = '\n\n… cut at the limit of GitHub.'

/**
 * The text, or its start and a note, within `limit` UTF-16 units. No pair of surrogates is torn, and a lone one, which
 * no UTF-8 can hold, becomes U+FFFD.
 */
export function clip(text: string, limit: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= limit) return whole
  const cut = whole.slice(0, limit - NOTE.length)
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}${NOTE}`
}
