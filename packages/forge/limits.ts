const NOTE = '\n\n… cut at the limit of GitHub.'

/** The text, or its start and a note, within `limit` UTF-16 units; a pair of surrogates is not torn. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit - NOTE.length)
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}${NOTE}`
}
