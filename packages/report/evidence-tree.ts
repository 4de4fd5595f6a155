import { visible } from './escape.ts'
import { nameColumn, rowLines, type RowPaint } from './tree-row.ts'
import { below, branch, legend, PAPER, wrap, type Paint, type Screen } from './tree-text.ts'

/** One thing found on a manifest. */
export interface EvidenceLine {
  /** `valid`: signed and verified now. `other`: not signed, or nothing that promo reads. `invalid`: does not verify. */
  readonly state: 'valid' | 'other' | 'invalid'
  /** What it is: `signature`, `provenance`, a predicate or artifact type. */
  readonly name: string
  /** Who signed it, or why it does not verify. */
  readonly fact: string
  /** When, in which forms, where. */
  readonly details: readonly string[]
}

export interface EvidenceNode {
  readonly title: string
  readonly lines: readonly EvidenceLine[]
  readonly children: readonly EvidenceNode[]
}

const SIGNS = { valid: '✓', other: '•', invalid: '✗' } as const
const LEGEND = ['✓ signed and verified now', '• not signed, or of others', '✗ does not verify']

/** What is on an image as a tree for a terminal, one piece of evidence a line, the details of each below it. */
export function evidenceTreeText(root: EvidenceNode, screen: Screen = PAPER): string {
  return [...nodeLines(root, screen), '', ...legend(LEGEND, screen)].join('\n')
}

function nodeLines({ title, lines, children }: EvidenceNode, screen: Screen): readonly string[] {
  const { paint, width } = screen
  const column = nameColumn(lines.map(({ name }) => name))
  const blocks = [
    ...lines.map((line) =>
      rowLines({ ...line, sign: SIGNS[line.state] }, column, rowPaint(line, paint), below(screen)),
    ),
    ...children.map((child) => nodeLines(child, below(screen))),
  ]
  const shown = blocks.length === 0 ? [[paint.bad('no evidence')]] : blocks
  return [
    ...wrap(visible(title), width).map(paint.bold),
    ...shown.flatMap((block, index) => branch(block, index === shown.length - 1)),
  ]
}

function rowPaint({ state }: EvidenceLine, paint: Paint): RowPaint {
  return { sign: { valid: paint.good, other: paint.dim, invalid: paint.bad }[state], words: (text) => text }
}
