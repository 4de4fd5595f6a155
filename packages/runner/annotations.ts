export type AnnotationLevel = 'error' | 'warning' | 'notice'

/** Where an annotation points: a path from the root of the repository and lines from 1. */
export interface Place {
  readonly file: string
  readonly startLine?: number
  readonly endLine?: number
  readonly title?: string
}

/** GitHub shows 10 annotations of a type for a step; the last two are for "and N more" and for the failure itself. */
export const ANNOTATION_LIMIT = 8

/** Counts annotations of each type: how many were let through, and how many were not. */
export class AnnotationBudget {
  readonly #counts = new Map<AnnotationLevel, number>()

  /** True while the next annotation of this type still fits. */
  take(level: AnnotationLevel): boolean {
    const count = (this.#counts.get(level) ?? 0) + 1
    this.#counts.set(level, count)
    return count <= ANNOTATION_LIMIT
  }

  /** How many of each type were left out. */
  leftOut(): readonly { readonly level: AnnotationLevel; readonly count: number }[] {
    return [...this.#counts]
      .map(([level, count]) => ({ level, count: count - ANNOTATION_LIMIT }))
      .filter(({ count }) => count > 0)
  }
}
