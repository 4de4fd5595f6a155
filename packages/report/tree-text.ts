import { visible } from './escape.ts'

/** How a terminal shows parts of a line; each function gives its text back, with or without colour. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
}

const same = (text: string): string => text
export const PLAIN: Paint = { good: same, bad: same, dim: same, bold: same }

/** The longest fact of a line: a terminal wraps, a page of text hides the next link. */
const FACT_LIMIT = 240

/** Lines below a parent: the first joins it, the rest belong to the first. */
export function branch(lines: readonly string[], last: boolean): readonly string[] {
  return lines.map((line, index) => {
    if (index === 0) return `${last ? '└─ ' : '├─ '}${line}`
    return `${last ? '   ' : '│  '}${line}`
  })
}

/** Hostile text on one line, cut where it is long. */
export function clip(text: string): string {
  const shown = visible(text)
  return shown.length <= FACT_LIMIT ? shown : `${shown.slice(0, FACT_LIMIT - 1)}…`
}
