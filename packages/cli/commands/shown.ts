import { readFileSync } from 'node:fs'
import { chainDocument } from '@promo/core'
import { chainTree } from '@promo/report'
import { paintIn } from '../colour.ts'
import type { ActionEntry } from './action-table.ts'

/** Documents that a person wants to read too. */
const SHOWN: Readonly<Record<string, (text: string, colour: boolean) => string>> = {
  trace: (text, colour) => chainTree(chainDocument.read(text), paintIn(colour)),
}

/** True for a command whose own text takes the place of the summary. */
export function isShown({ command }: ActionEntry): boolean {
  return command in SHOWN
}

/** What the command found, as text for a terminal; undefined where the log has said everything, or nothing was found. */
export function shownDocument(
  { command, document }: ActionEntry,
  outputs: ReadonlyMap<string, string>,
  colour: boolean,
): string | undefined {
  const show = SHOWN[command]
  const file = document?.kind === 'file' ? outputs.get(document.output) : undefined
  return show === undefined || file === undefined ? undefined : show(readFileSync(file, 'utf8'), colour)
}
