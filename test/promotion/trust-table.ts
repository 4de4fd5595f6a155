import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root.ts'

/** One row by the titles of its columns, without the marks of code. */
export type Row = Readonly<Record<string, string>>

/** The rows of the table of docs/trust.md that has this column and no other table's; a table that is not there is an error. */
export function trustTable(...columns: readonly string[]): readonly Row[] {
  const lines = readFileSync(join(ROOT, 'docs/trust.md'), 'utf8').split('\n')
  const start = lines.findIndex((line) => line === `| ${columns.join(' | ')} |`)
  if (start < 0) throw new Error(`docs/trust.md has no table ${columns.join(', ')}`)
  const after = lines.slice(start + 2)
  const end = after.findIndex((line) => !line.startsWith('|'))
  return after.slice(0, end).map((line) => {
    const cells = line.slice(2, -2).split(' | ')
    return Object.fromEntries(columns.map((column, index) => [column, plain(cells[index] ?? '')]))
  })
}

function plain(cell: string): string {
  return cell.replaceAll('`', '').trim()
}
