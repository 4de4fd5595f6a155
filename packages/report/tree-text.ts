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

/** Where a tree is shown: its colours, and how many columns a line has. */
export interface Screen {
  readonly paint: Paint
  readonly width: number
}

/** A file or a pipe: no colour, and lines as long as they are. */
export const PAPER: Screen = { paint: PLAIN, width: Infinity }

/** The longest fact of a line: a page of text hides the next link. */
const FACT_LIMIT = 240

/** Columns that a branch takes from what is below it. */
const BRANCH = 3

/** A terminal that is narrower wraps as it likes. */
const LEAST_WIDTH = 20

const SEAMS = ['/', '@', ':']

/** Lines below a parent: the first joins it, the rest belong to the first. */
export function branch(lines: readonly string[], last: boolean): readonly string[] {
  return lines.map((line, index) => {
    if (index === 0) return `${last ? '└─ ' : '├─ '}${line}`
    return `${last ? '   ' : '│  '}${line}`
  })
}

/** The screen that is left below a branch. */
export function below({ paint, width }: Screen): Screen {
  return { paint, width: width - BRANCH }
}

/** Hostile text on one line, cut where it is long. */
export function clip(text: string): string {
  const shown = visible(text)
  return shown.length <= FACT_LIMIT ? shown : `${shown.slice(0, FACT_LIMIT - 1)}…`
}

/**
 * Text in lines of at most `width` characters, or of 20 on a screen that is narrower: cut at a space, else behind one of
 * `/@:`, else where the line ends.
 */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(LEAST_WIDTH, width)
  if (text.length <= room) return [text]
  const space = text.lastIndexOf(' ', room)
  if (space >= room / 2) return [text.slice(0, space), ...wrap(text.slice(space + 1), room)]
  const end = seamBefore(text, room)
  return [text.slice(0, end), ...wrap(text.slice(end), room)]
}

/** What the signs mean: on one line, or one below the other where that is too narrow. */
export function legend(meanings: readonly string[], { paint, width }: Screen): readonly string[] {
  const line = meanings.join('   ')
  return (line.length <= width ? [line] : meanings).map(paint.dim)
}

/** Where to cut a word that is longer than the line: never inside a character of two code units. */
function seamBefore(word: string, room: number): number {
  const seam = Math.max(...SEAMS.map((mark) => word.lastIndexOf(mark, room - 1))) + 1
  if (seam >= room / 2) return seam
  return word.slice(0, room).isWellFormed() ? room : room - 1
}
