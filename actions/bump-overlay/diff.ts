import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WrittenOverlay } from './written.ts'

/** Writes the changed lines of the overlay, old ones with `-`, new ones with `+`, and gives the path of the file. */
export async function writeDiff(written: WrittenOverlay, temp: string): Promise<string> {
  const directory = await mkdtemp(join(temp, 'promo-diff-'))
  const path = join(directory, 'overlay.diff')
  await writeFile(path, changedLines(written.path, text(written.before), text(written.after)))
  return path
}

/** Lines that only one side has, in order. Edits of overlays change single lines and move none. */
export function changedLines(path: string, before: string, after: string): string {
  if (before === after) return ''
  const [old, now] = [before.split('\n'), after.split('\n')]
  const removed = old.filter((line) => !now.includes(line)).map((line) => `-${line}`)
  const added = now.filter((line) => !old.includes(line)).map((line) => `+${line}`)
  return [`--- a/${path}`, `+++ b/${path}`, ...removed, ...added, ''].join('\n')
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
