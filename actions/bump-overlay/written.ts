import type { CommitSha } from '@promo/core'
import type { ImageChange } from '@promo/overlays'

/** An overlay that was written, to a file or to a branch. */
export interface WrittenOverlay {
  readonly path: string
  readonly changes: readonly ImageChange[]
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly commit: CommitSha | undefined
  readonly attempts: number
}

export interface BumpChange {
  readonly file: string
  readonly image: string
  readonly from: string | null
  readonly to: string
}
