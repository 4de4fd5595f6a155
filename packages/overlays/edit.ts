import type { Digest, ImageName } from '@promo/core'
import { addEntry } from './entry-add.ts'
import { editEntry, type EntryUpdate } from './entry-edit.ts'
import { overlayError } from './errors.ts'
import { entryValue, parseKustomization, type Kustomization } from './kustomization.ts'
import { assertOnlyImagesChanged } from './proof.ts'
import { UNSET_DIGEST } from './read.ts'
import { applySplices, type Splice } from './splice.ts'

/** What one image of the overlay shall be. */
export interface ImageUpdate {
  /** `name` of the entry: the name that the manifests use. */
  readonly name: string
  /** Repository that the digest is in. */
  readonly newName: ImageName
  readonly digest: Digest
  /** Shown as a comment behind the digest; never rendered. */
  readonly tag?: string
}

export interface EditOptions {
  readonly tagComment: boolean
  readonly createMissing: boolean
}

export interface ImageChange {
  readonly name: string
  readonly from: string | null
  readonly to: string
}

export interface OverlayEdit {
  readonly bytes: Uint8Array
  /** Empty when the overlay holds these digests already: then the bytes are the ones given. */
  readonly changes: readonly ImageChange[]
}

/**
 * Sets digests in a kustomization; only the characters of the changed values differ, and that is proven by parsing both.
 * Throws `overlay-invalid`, `overlay-image-unmatched`, `overlay-image-ambiguous`, `overlay-not-editable`, `render-changed-more`.
 * A second run with the same updates changes nothing.
 */
export function setOverlayImages(
  bytes: Uint8Array,
  updates: readonly ImageUpdate[],
  options: EditOptions,
): OverlayEdit {
  const file = parseKustomization(bytes)
  const changed = updates.filter((update) => !holds(file, update))
  if (changed.length === 0) return { bytes, changes: [] }
  assertMatched(file, changed, options)
  const splices = changed.flatMap((update) => splicesFor(file, update, options))
  const edited = applySplices(file.text, splices)
  assertOnlyImagesChanged(file, edited, changed)
  const mark = hasByteOrderMark(bytes) ? '\uFEFF' : ''
  return { bytes: new TextEncoder().encode(mark + edited), changes: changed.map((update) => describe(file, update)) }
}

function splicesFor(file: Kustomization, update: ImageUpdate, options: EditOptions): readonly Splice[] {
  const entry = file.entries.find(({ name }) => name === update.name)
  const wanted: EntryUpdate = {
    newName: update.newName,
    digest: update.digest,
    ...(options.tagComment && update.tag !== undefined ? { comment: update.tag } : {}),
  }
  return entry === undefined ? [addEntry(file, update.name, wanted)] : editEntry(file, entry, wanted)
}

function holds(file: Kustomization, update: ImageUpdate): boolean {
  const entry = file.entries.find(({ name }) => name === update.name)
  if (entry === undefined || entryValue(entry, 'newTag') !== undefined) return false
  return (
    entryValue(entry, 'digest') === update.digest && (entryValue(entry, 'newName') ?? entry.name) === update.newName
  )
}

function assertMatched(file: Kustomization, updates: readonly ImageUpdate[], options: EditOptions): void {
  const names = file.entries.map(({ name }) => name)
  const unmatched = updates.map(({ name }) => name).filter((name) => !names.includes(name))
  if (unmatched.length === 0 || options.createMissing) return
  throw overlayError(
    'overlay-image-unmatched',
    { unmatched, found: names },
    `the overlay has no image named ${unmatched.join(', ')}; it has ${names.join(', ') || 'none'}`,
  )
}

function describe(file: Kustomization, update: ImageUpdate): ImageChange {
  const entry = file.entries.find(({ name }) => name === update.name)
  const digest = entry === undefined ? undefined : entryValue(entry, 'digest')
  const before = digest === UNSET_DIGEST ? undefined : (digest ?? (entry && entryValue(entry, 'newTag')))
  return { name: update.name, from: before ?? null, to: update.digest }
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}
