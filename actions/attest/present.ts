import type { PinnedImage } from '@promo/core'
import type { RegistryClient } from '@promo/registry'

export interface Presence {
  readonly present: readonly PinnedImage[]
  /** Proven: the registry answered 404. */
  readonly absent: readonly PinnedImage[]
  /** Why it is not known of the others; undefined when it is known of all. */
  readonly fault: unknown
}

/** Which of the images their repositories hold. A registry that answers for one only does not keep its evidence back. */
export async function findPresent(
  images: readonly PinnedImage[],
  registry: Pick<RegistryClient, 'resolve'>,
): Promise<Presence> {
  const answers = await Promise.allSettled(images.map((image) => registry.resolve(image)))
  const which = (is: (answer: (typeof answers)[number]) => boolean): readonly PinnedImage[] =>
    images.filter((_image, index) => answers.slice(index, index + 1).some(is))
  return {
    present: which((answer) => answer.status === 'fulfilled' && answer.value !== undefined),
    absent: which((answer) => answer.status === 'fulfilled' && answer.value === undefined),
    fault: answers.find((answer) => answer.status === 'rejected')?.reason,
  }
}
