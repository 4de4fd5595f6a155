import { isDigest, type Digest } from '@promo/core'
import { entryValue, parseKustomization, type ImageEntry } from './kustomization.ts'

/** One image of an overlay as kustomize will render it. */
export interface OverlayImage {
  /** The name that the manifests use. */
  readonly name: string
  /** Repository after the transformation: `newName`, else `name`. */
  readonly repository: string
  readonly tag?: string
  /** Present only when it is a full sha256 digest. */
  readonly digest?: Digest
  /** What stands there when it is not one: hostile text, shown but never used. */
  readonly unreadableDigest?: string
  /** Line of the entry, from 1. */
  readonly line: number
}

/** A digest of zeros marks an image that was never promoted: the overlay exists before the first release. */
export const UNSET_DIGEST = `sha256:${'0'.repeat(64)}`

/** The images of a kustomization, in its order; throws `overlay-invalid`, `overlay-image-ambiguous`, `overlay-not-editable`. */
export function readOverlayImages(bytes: Uint8Array | string): readonly OverlayImage[] {
  const { text, entries } = parseKustomization(bytes)
  return entries.map((entry) => ({
    name: entry.name,
    repository: entryValue(entry, 'newName') ?? entry.name,
    ...optional('tag', entryValue(entry, 'newTag')),
    ...digestOfEntry(entry),
    line: text.slice(0, entry.map.range?.[0] ?? 0).split('\n').length,
  }))
}

function digestOfEntry(entry: ImageEntry): { digest?: Digest; unreadableDigest?: string } {
  const digest = entryValue(entry, 'digest')
  if (digest === undefined || digest === UNSET_DIGEST) return {}
  return isDigest(digest) ? { digest } : { unreadableDigest: digest.slice(0, 200) }
}

function optional<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: string })
}
