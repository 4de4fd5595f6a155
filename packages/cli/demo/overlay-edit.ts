import type { Digest, ImageName } from '@promo/core'
import { setOverlayImages } from '@promo/overlays'

export interface OverlayEntry {
  readonly name: string
  readonly newName: ImageName
  readonly digest: Digest
}

/** The text of an overlay with these digests in it. */
export function withDigests(entries: readonly OverlayEntry[]): (overlay: string) => string {
  return (overlay) => {
    const bytes = new TextEncoder().encode(overlay)
    return new TextDecoder().decode(setOverlayImages(bytes, entries, { tagComment: false, createMissing: false }).bytes)
  }
}

/** The text of an overlay with a tag where the first digest was. */
export function withTag(tag: string): (overlay: string) => string {
  return (overlay) => overlay.replace(/digest: sha256:[0-9a-f]{64}.*/, `newTag: ${tag}`)
}
