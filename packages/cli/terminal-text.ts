/** A digest is told apart by its first digits; the document has all of them. */
const DIGEST = /\bsha256:([0-9a-f]{12})[0-9a-f]{52}\b/g

/** A job summary as text for a terminal: tables in columns, digests short, no markup. */
export function terminalText(markdown: string): string {
  const blocks = markdown.trim().split(/\n{2,}/)
  return blocks.map((block) => (block.startsWith('| ') ? columns(block) : plain(block))).join('\n\n')
}

function columns(table: string): string {
  const rows = table
    .split('\n')
    .filter((line) => !/^\|(?: --- \|)+$/.test(line))
    .map((line) => line.slice(2, -2).split(' | ').map(plain))
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)))
  return rows
    .map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}

function plain(text: string): string {
  return text
    .replaceAll(/^#{1,6} /gm, '')
    .replaceAll(/<\/?(?:details|summary|br)>/g, '')
    .replaceAll(/\*\*|`+|\u200B/g, '')
    .replaceAll(/\[([^\]]*)\]\(<?([^)>]*)>?\)/g, '$1')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll(/&(lt|gt|amp|quot|#124|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(DIGEST, 'sha256:$1…')
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#124': '|', '#39': "'" }
