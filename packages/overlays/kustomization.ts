import { asPromoError, decodeText, parseYaml } from '@promo/core'
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { overlayError } from './errors.ts'

/** File names in the order in which kustomize looks for them (kustomize, api/konfig/general.go). */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** kustomizations of real repositories have at most some hundred kilobytes. */
const SIZE_LIMIT = 1024 * 1024

/** Keys of an `images` entry (kustomize, api/types/image.go). */
export type ImageKey = 'name' | 'newName' | 'newTag' | 'tagSuffix' | 'digest'

/** One entry of `images:` with the nodes that an edit needs. */
export interface ImageEntry {
  readonly map: YAMLMap
  readonly name: string
  readonly scalars: ReadonlyMap<ImageKey, { readonly pair: Pair; readonly value: Scalar }>
}

/** A parsed kustomization: its text without byte order mark, and the entries of `images:`. */
export interface Kustomization {
  readonly text: string
  readonly document: Document.Parsed
  readonly list: YAMLSeq | undefined
  readonly entries: readonly ImageEntry[]
}

/** Which of the names is the kustomization of a directory; undefined when there is none. */
export function kustomizationIn(fileNames: readonly string[]): string | undefined {
  return KUSTOMIZATION_NAMES.find((name) => fileNames.includes(name))
}

/** Parses a kustomization; throws `overlay-invalid`, `overlay-image-ambiguous`. */
export function parseKustomization(bytes: Uint8Array | string): Kustomization {
  const text = decodeText(bytes, SIZE_LIMIT)
  const document = parseOne(text)
  const root = document.contents as unknown
  if (!isMap(root)) throw overlayError('overlay-invalid', {}, 'the overlay is not a YAML mapping')
  const list = root.get('images', true)
  if (list !== undefined && !isSeq(list)) throw overlayError('overlay-invalid', {}, '`images` is not a list')
  const entries = (list?.items ?? []).map(readEntry)
  assertUnique(entries)
  return { text, document, list, entries }
}

/** The plain text of one key of an entry, undefined when the key is absent or empty. */
export function entryValue(entry: ImageEntry, key: ImageKey): string | undefined {
  const value = entry.scalars.get(key)?.value.value
  return value === undefined || value === null || value === '' ? undefined : scalarText(value)
}

/** `parseYaml` holds the guards against hostile text; the second parse keeps positions, which an edit needs. */
function parseOne(text: string): Document.Parsed {
  try {
    parseYaml(text)
  } catch (cause) {
    const why = asPromoError(cause).message
    throw overlayError('overlay-invalid', {}, `the overlay cannot be read: ${why}`, { cause })
  }
  return parseDocument(text, { version: '1.2', uniqueKeys: false })
}

const KEYS: readonly ImageKey[] = ['name', 'newName', 'newTag', 'tagSuffix', 'digest']

function readEntry(item: unknown): ImageEntry {
  if (!isMap(item)) throw overlayError('overlay-not-editable', {}, 'an entry of `images` is not a plain mapping')
  const scalars = new Map<ImageKey, { pair: Pair; value: Scalar }>()
  for (const pair of item.items) {
    const key = KEYS.find((known) => isScalar(pair.key) && pair.key.value === known)
    if (key === undefined) continue
    if (!isScalar(pair.value))
      throw overlayError('overlay-not-editable', { key }, `\`${key}\` of an image is not a plain value`)
    scalars.set(key, { pair, value: pair.value })
  }
  const name = scalars.get('name')?.value.value
  if (typeof name !== 'string' || name === '')
    throw overlayError('overlay-invalid', {}, 'an entry of `images` has no name')
  return { map: item, name, scalars }
}

function assertUnique(entries: readonly ImageEntry[]): void {
  const names = entries.map((entry) => entry.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw overlayError('overlay-image-ambiguous', { name: twice }, `two entries of \`images\` are named ${twice}`)
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}
