import { parsePinnedImage, type PinnedImage } from '@promo/core'

/** One line `name=newname@sha256:…`, or `newname@sha256:…` alone. */
export interface NamedImage {
  readonly name: string | undefined
  readonly image: PinnedImage
}

/** Parses one line of `images`; throws `image-invalid` or `image-not-pinned`. */
export function parseNamedImage(line: string): NamedImage {
  const at = line.indexOf('=')
  if (at < 0) return { name: undefined, image: parsePinnedImage(line) }
  return { name: line.slice(0, at).trim(), image: parsePinnedImage(line.slice(at + 1).trim()) }
}
