import type { Pair, Scalar } from 'yaml'
import { overlayError } from './errors.ts'
import { entryValue, type ImageEntry, type ImageKey, type Kustomization } from './kustomization.ts'
import type { Splice } from './splice.ts'

/** What an entry shall hold afterwards. The tag is decoration and becomes a comment, when it is wanted. */
export interface EntryUpdate {
  readonly newName?: string
  readonly digest: string
  readonly comment?: string
}

/** A tag comment of promo's own, which the next update may replace; anybody else's comment stays. */
const OWN_COMMENT = /^#[ \t]*tag:[ \t]*\S+[ \t]*$/

/** The splices that give the entry the new digest and name, and touch nothing else. */
export function editEntry(file: Kustomization, entry: ImageEntry, update: EntryUpdate): readonly Splice[] {
  const splices = [...digestSplices(file, entry, update)]
  if (update.newName === undefined || update.newName === (entryValue(entry, 'newName') ?? entry.name)) return splices
  const existing = entry.scalars.get('newName')
  if (existing !== undefined) return [...splices, replaceValue(file.text, existing.value, update.newName)]
  return [...splices, insertAfter(file, entry, 'name', `newName: ${update.newName}`)]
}

function digestSplices(file: Kustomization, entry: ImageEntry, update: EntryUpdate): readonly Splice[] {
  const digest = entry.scalars.get('digest')
  const tag = entry.scalars.get('newTag')
  if (digest === undefined && tag !== undefined)
    return [replacePair(file.text, tag, `digest: ${update.digest}`), ...commentSplices(file.text, tag.value, update)]
  if (digest === undefined)
    return [insertAfter(file, entry, lastKey(entry), withComment(`digest: ${update.digest}`, entry, update))]
  const splices = [
    replaceValue(file.text, digest.value, update.digest),
    ...commentSplices(file.text, digest.value, update),
  ]
  return tag === undefined ? splices : [...splices, removePair(file, entry, tag)]
}

function withComment(line: string, entry: ImageEntry, update: EntryUpdate): string {
  return update.comment === undefined || entry.map.flow === true ? line : `${line} # tag: ${update.comment}`
}

/** Keeps the quotes of a quoted value. Every value that promo writes is a safe plain scalar. */
function replaceValue(text: string, value: Scalar, replacement: string): Splice {
  const [start, end] = plainRange(text, value)
  const quote = text[start]
  const quoted = quote === '"' || quote === "'" ? `${quote}${replacement}${quote}` : replacement
  return { start, end, text: quoted }
}

function replacePair(text: string, existing: { pair: Pair; value: Scalar }, replacement: string): Splice {
  const [start] = plainRange(text, existing.pair.key as Scalar)
  const [, end] = plainRange(text, existing.value)
  return { start, end, text: replacement }
}

/** Takes the whole line of a pair out; in flow style, or for the first key after a dash, the tag becomes the empty string, which kustomize reads as absent. */
function removePair(file: Kustomization, entry: ImageEntry, existing: { pair: Pair; value: Scalar }): Splice {
  const { text } = file
  const [keyStart] = plainRange(text, existing.pair.key as Scalar)
  const [valueStart, valueEnd] = plainRange(text, existing.value)
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1
  const alone = entry.map.flow !== true && text.slice(lineStart, keyStart).trim() === ''
  const lineEnd = text.indexOf('\n', valueEnd)
  const tail = text.slice(valueEnd, lineEnd < 0 ? text.length : lineEnd).trim()
  if (!alone || tail !== '') return { start: valueStart, end: valueEnd, text: '""' }
  if (lineEnd >= 0) return { start: lineStart, end: lineEnd + 1, text: '' }
  return { start: Math.max(0, lineStart - newlineOf(text).length), end: valueEnd, text: '' }
}

/** Puts a line after the one of `key` with its indentation; in flow style a further pair. */
function insertAfter(file: Kustomization, entry: ImageEntry, key: ImageKey, line: string): Splice {
  const { text } = file
  const anchor = entry.scalars.get(key)
  if (anchor === undefined) throw notEditable(entry, key)
  const [keyStart] = plainRange(text, anchor.pair.key as Scalar)
  const [, valueEnd] = plainRange(text, anchor.value)
  if (entry.map.flow === true) return { start: valueEnd, end: valueEnd, text: `, ${line}` }
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1
  const indent = text.slice(lineStart, keyStart).replaceAll(/[^ ]/g, ' ')
  const newline = newlineOf(text)
  const found = text.indexOf('\n', valueEnd)
  const lineEnd = found < 0 ? text.length : found - (text[found - 1] === '\r' ? 1 : 0)
  return { start: lineEnd, end: lineEnd, text: `${newline}${indent}${line}` }
}

/** The comment behind a value: added when the line has none, replaced when it is promo's own. */
function commentSplices(text: string, value: Scalar, update: EntryUpdate): readonly Splice[] {
  const [, valueEnd] = plainRange(text, value)
  const found = text.indexOf('\n', valueEnd)
  const lineEnd = found < 0 ? text.length : found - (text[found - 1] === '\r' ? 1 : 0)
  const rest = text.slice(valueEnd, lineEnd)
  const lead = /^[ \t]*/.exec(rest)?.[0] ?? ''
  const comment = rest.slice(lead.length)
  const own = OWN_COMMENT.test(comment)
  if (update.comment === undefined) return own ? [{ start: valueEnd, end: lineEnd, text: '' }] : []
  if (own) return [{ start: valueEnd + lead.length, end: lineEnd, text: `# tag: ${update.comment}` }]
  return rest.trim() === '' ? [{ start: valueEnd, end: lineEnd, text: ` # tag: ${update.comment}` }] : []
}

function lastKey(entry: ImageEntry): ImageKey {
  return entry.scalars.has('newName') ? 'newName' : 'name'
}

/** The characters of a scalar on one line; anchors, tags and block scalars are refused. */
function plainRange(text: string, value: Scalar): readonly [number, number] {
  const [start, end] = value.range ?? [0, 0]
  const source = text.slice(start, end)
  const special =
    value.anchor !== undefined || value.tag !== undefined || /[\n\r]/.test(source) || /^[|>&!*]/.test(source)
  if (special)
    throw overlayError(
      'overlay-not-editable',
      { found: source.slice(0, 80) },
      'the value is written with an anchor, a tag or over several lines',
    )
  return [start, end]
}

export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

function notEditable(entry: ImageEntry, key: string): Error {
  return overlayError(
    'overlay-not-editable',
    { name: entry.name, key },
    `the entry ${entry.name} has no ${key} to write behind`,
  )
}
