import { releaseDocument, type Release } from '@promo/core'
import { parseNamedImage, type NamedImage } from '@promo/promotion'
import { fromArtifactInput, type Field, type FromArtifact, type InputReader } from '@promo/runner'
import { actionError } from './errors.ts'

/** What the inputs of the promotion actions name: lines of images, a release document, or the artifact that holds one. */
export type PromotedInput =
  | { readonly kind: 'lines'; readonly images: readonly NamedImage[] }
  | { readonly kind: 'release'; readonly release: Release }
  | { readonly kind: 'artifact'; readonly from: FromArtifact }

/** `images`, `release` or `from-artifact`: at most one. */
export function promotedInput(input: InputReader): Field<PromotedInput | undefined> {
  const fields = {
    images: input.list('images', parseNamedImage),
    release: input.document('release'),
    from: fromArtifactInput(input),
  }
  return input.all<typeof fields, PromotedInput | undefined>('images', fields, ({ images, release, from }) => {
    const given: PromotedInput[] = [
      ...(images.length === 0 ? [] : [{ kind: 'lines', images } as const]),
      ...(release === undefined ? [] : [{ kind: 'release', release: releaseDocument.read(release) } as const]),
      ...(from === undefined ? [] : [{ kind: 'artifact', from } as const]),
    ]
    if (given.length < 2) return given[0]
    throw actionError(
      'promoted-twice',
      { given: given.map(({ kind }) => kind) },
      'more than one of `images`, `release` and `from-artifact` is given',
    )
  })
}
