const FENCED = /^(`{3,}|~{3,})[^]*?^\1/gm
const CODE = /(`+)[^`](?:[^]*?[^`])?\1(?!`)/g

/** Targets of the inline links and images of a Markdown page, in order; what stands in code is none. */
export function linksOf(page: string): readonly string[] {
  const text = page.replaceAll(FENCED, '').replaceAll(CODE, '')
  return [...text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target = '']) => target)
}

/** Anchors of a page as GitHub makes them: of each heading, numbered where one comes again, and of `id` and `name`. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const text = page.replaceAll(FENCED, '')
  const anchors = new Set<string>()
  for (const [, heading = ''] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = anchorOf(heading)
    let free = anchor
    for (let count = 1; anchors.has(free); count += 1) free = `${anchor}-${String(count)}`
    anchors.add(free)
  }
  for (const [, id = ''] of text.matchAll(/<[^>]*\b(?:id|name)="([^"]+)"/g)) anchors.add(id)
  return anchors
}

/** Lower case, links as their text, signs gone but `-` and `_`, spaces as `-` (gjtorikian/html-pipeline, `toc_filter.rb`). */
function anchorOf(heading: string): string {
  const words = heading
    .trim()
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  return words.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-')
}
