import { readFileSync } from 'node:fs'
import { chainDocument } from '@promo/core'
import { chainTree, type Screen } from '@promo/report'
import type { ActionEntry } from './action-table.ts'

/** Documents that a person wants to read too. */
const SHOWN: Readonly<Record<string, (text: string, screen: Screen) => string>> = {
  trace: (text, screen) => chainTree(chainDocument.read(text), screen),
}

/** True for a command whose own text takes the place of the summary. */
export function isShown({ command }: ActionEntry): boolean {
  return command in SHOWN
}

/** What the command found, as text for a terminal; undefined where the log has said everything, or nothing was found. */
export function shownDocument(
  { command, document }: ActionEntry,
  outputs: ReadonlyMap<string, string>,
  screen: Screen,
): string | undefined {
  const show = SHOWN[command]
  const file = document?.kind === 'file' ? outputs.get(document.output) : undefined
  return show === undefined || file === undefined ? undefined : show(readFileSync(file, 'utf8'), screen)
}
