import type { YAMLSeq } from 'yaml'
import { newlineOf, type EntryUpdate } from './entry-edit.ts'
import { overlayError } from './errors.ts'
import type { Kustomization } from './kustomization.ts'
import type { Splice } from './splice.ts'

/** The splice that adds an entry: behind the last one of `images:`, or with the key itself at the end of the file. */
export function addEntry(file: Kustomization, name: string, update: EntryUpdate): Splice {
  const { text, list } = file
  const newline = newlineOf(text)
  if (list === undefined)
    return insert(text, text.length, `images:${newline}${block('  ', name, update, newline)}`, newline)
  const end = endOfList(text, list.range?.[1] ?? text.length)
  return insert(text, end, block(indentOf(file, list, name), name, update, newline), newline)
}

/** Inserts whole lines, ending the line before them when it is the last one and open. */
function insert(text: string, at: number, lines: string, newline: string): Splice {
  const open = at > 0 && text[at - 1] !== '\n'
  return { start: at, end: at, text: open ? `${newline}${lines}` : lines }
}

function indentOf(file: Kustomization, list: YAMLSeq, name: string): string {
  const start = file.entries[0]?.map.range?.[0]
  if (list.flow === true || start === undefined) {
    throw overlayError(
      'overlay-not-editable',
      { name },
      '`images` is empty or in flow style: add the first entry by hand',
    )
  }
  return dashIndent(file.text, start)
}

function block(indent: string, name: string, update: EntryUpdate, newline: string): string {
  const comment = update.comment === undefined ? '' : ` # tag: ${update.comment}`
  const renamed = update.newName === undefined || update.newName === name ? [] : [`  newName: ${update.newName}`]
  return [`- name: ${name}`, ...renamed, `  digest: ${update.digest}${comment}`]
    .map((line) => `${indent}${line}${newline}`)
    .join('')
}

function dashIndent(text: string, itemStart: number): string {
  const lineStart = text.lastIndexOf('\n', itemStart - 1) + 1
  return /^ */.exec(text.slice(lineStart))?.[0] ?? ''
}

/** End of the last line that belongs to the list: comments behind it belong to what follows. */
function endOfList(text: string, valueEnd: number): number {
  const trimmed = text.slice(0, valueEnd).trimEnd().length
  const newline = text.indexOf('\n', trimmed)
  return newline < 0 ? text.length : newline + 1
}
