import type { JsonValue, PinnedImage } from '@promo/core'
import type { EvidenceFormat } from './formats.ts'
import type { StatementSubject } from './statement.ts'

/** What is to be said alike about several images. */
export interface Word {
  readonly predicateType: string
  readonly predicate: JsonValue
  readonly formats: readonly EvidenceFormat[]
  /** When what is there says the same as what is wanted; default: equal JSON. */
  readonly sameWord?: SameWord
  /** Say it although the same signer said the same. Default: that is kept. */
  readonly again?: boolean
}

export type SameWord = (present: JsonValue, wanted: JsonValue) => boolean

/** An image, and how the statement names it. */
export interface StatedImage {
  readonly image: PinnedImage
  readonly subject: StatementSubject
}
