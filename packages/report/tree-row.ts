import { visible } from './escape.ts'
import { clip, wrap, type Screen } from './tree-text.ts'

/** One thing of a tree: its sign, its name, what is said of it, and smaller print below. */
export interface TreeRow {
  /** One character. */
  readonly sign: string
  readonly name: string
  readonly fact: string
  readonly details: readonly string[]
}

/** How sign and words of a row are painted. */
export interface RowPaint {
  readonly sign: (text: string) => string
  readonly words: (text: string) => string
}

const SIGN_WIDTH = 2
const NAME_WIDTH = 12
/** A longer name stands on a line of its own. */
const LONGEST_NAME = 24
/** Facts in a narrower column than this are hard to read. */
const LEAST_FACT = 28

/** The column of names that rows beside one another share. */
export function nameColumn(names: readonly string[]): number {
  const lengths = names.map((name) => visible(name).length)
  return Math.max(NAME_WIDTH, ...lengths.filter((length) => length <= LONGEST_NAME))
}

/** The lines of a row: names and facts in columns, or one below the other where the screen is too narrow for that. */
export function rowLines(row: TreeRow, column: number, painted: RowPaint, screen: Screen): readonly string[] {
  const name = visible(row.name)
  const beside = SIGN_WIDTH + column + 1
  const isNarrow = name.length > column || screen.width - beside < LEAST_FACT
  const indent = isNarrow ? SIGN_WIDTH : beside
  const inColumn = (text: string): readonly string[] => wrap(text, screen.width - indent)
  const label = isNarrow ? inColumn(name) : [name.padEnd(column)]
  const facts = row.fact === '' ? [] : inColumn(clip(row.fact))
  const words = isNarrow ? [...label, ...facts] : [`${label.join('')} ${facts[0] ?? ''}`.trimEnd(), ...facts.slice(1)]
  const details = row.details.flatMap((detail) => inColumn(clip(detail)))
  const [first = '', ...rest] = [...words.map(painted.words), ...details.map(screen.paint.dim)]
  return [`${painted.sign(row.sign)} ${first}`, ...rest.map((line) => ' '.repeat(indent) + line)]
}
