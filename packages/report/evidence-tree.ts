import { visible } from './escape.ts'
import { branch, clip, PLAIN, type Paint } from './tree-text.ts'

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
const NAME_WIDTH = 12

/** What is on an image as a tree for a terminal, one piece of evidence a line, the details of each below it. */
export function evidenceTreeText(root: EvidenceNode, paint: Paint = PLAIN): string {
  const legend = paint.dim('✓ signed and verified now   • not signed, or of others   ✗ does not verify')
  return [...nodeLines(root, paint), '', legend].join('\n')
}

function nodeLines({ title, lines, children }: EvidenceNode, paint: Paint): readonly string[] {
  const blocks = [
    ...lines.map((line) => evidenceLines(line, paint)),
    ...children.map((child) => nodeLines(child, paint)),
  ]
  const shown = blocks.length === 0 ? [[paint.bad('no evidence')]] : blocks
  return [paint.bold(visible(title)), ...shown.flatMap((block, index) => branch(block, index === shown.length - 1))]
}

function evidenceLines({ state, name, fact, details }: EvidenceLine, paint: Paint): readonly string[] {
  const sign = { valid: paint.good, other: paint.dim, invalid: paint.bad }[state](SIGNS[state])
  return [
    `${sign} ${visible(name).padEnd(NAME_WIDTH)} ${clip(fact)}`.trimEnd(),
    ...details.map((detail) => paint.dim(`  ${' '.repeat(NAME_WIDTH)} ${clip(detail)}`)),
  ]
}
