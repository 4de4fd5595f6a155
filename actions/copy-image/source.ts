import { isDigest, parsePinnedImage, type Digest, type PinnedImage } from '@promo/core'
import { layoutImage, type Layout } from '@promo/registry'
import { parsePath } from '@promo/runner'
import { actionError } from '../errors.ts'

/** Where one image comes from. */
export type CopySource = { readonly kind: 'image'; readonly image: PinnedImage } | LayoutSource

export interface LayoutSource {
  readonly kind: 'layout'
  readonly path: string
  /** What the layout must hold; undefined: whatever it holds. */
  readonly digest: Digest | undefined
}

const LAYOUT = 'oci-layout:'
/** As buildx names a layout by digest (docker/buildx, `--build-context name=oci-layout://path@digest`). */
const AT_DIGEST = /^(.+)@(sha256:[0-9a-f]{64})$/s

/** `name@sha256:…`, `oci-layout:PATH` or `oci-layout:PATH@sha256:…`; throws `image-not-pinned`, `input-invalid`. */
export function parseSource(text: string): CopySource {
  if (!text.startsWith(LAYOUT)) return { kind: 'image', image: parsePinnedImage(text) }
  const place = text.slice(LAYOUT.length)
  const [, path = place, digest] = AT_DIGEST.exec(place) ?? []
  return { kind: 'layout', path: parsePath(path), digest: isDigest(digest) ? digest : undefined }
}

/** Throws `layout-digest-differs` when the layout holds another image than the one that was asked for. */
export function assertLayout(layout: Layout, { digest, path }: LayoutSource): void {
  const found = layoutImage(layout).digest
  if (digest === undefined || digest === found) return
  throw actionError('layout-digest-differs', { wanted: digest, found }, `${path} holds ${found}, not ${digest}`)
}
