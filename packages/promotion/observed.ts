import { isDigest, parsePinnedImage, sameRepository, type Digest, type ImageName, type PinnedImage } from '@promo/core'
import { promotionError } from './errors.ts'

/** An image that an environment reports as running; without a name, any image of that digest. */
export interface ObservedImage {
  readonly name: ImageName | undefined
  readonly digest: Digest
}

/** Container runtimes put their scheme before the image (Kubernetes, `status.containerStatuses[].imageID`). */
const RUNTIME_SCHEME = /^[a-z-]+:\/\//

/** Parses `sha256:…`, `name@sha256:…`, or an `imageID` of Kubernetes; throws `image-not-pinned`, `image-invalid`. */
export function parseObserved(text: string): ObservedImage {
  if (isDigest(text)) return { name: undefined, digest: text }
  const { name, digest } = parsePinnedImage(text.replace(RUNTIME_SCHEME, ''))
  return { name, digest }
}

/** Throws `mark-observed-differs` unless the environment runs exactly these digests. Nothing observed: nothing is compared. */
export function assertObserved(images: readonly PinnedImage[], observed: readonly ObservedImage[]): void {
  if (observed.length === 0) return
  const missing = images.filter((image) => !observed.some((each) => isSame(image, each)))
  const foreign = observed.filter((each) => !images.some((image) => isSame(image, each)))
  if (missing.length === 0 && foreign.length === 0) return
  const wanted = missing.map(({ name, digest }) => `${name}@${digest}`)
  const found = foreign.map(({ name, digest }) => (name === undefined ? digest : `${name}@${digest}`))
  const parts = [
    ...(wanted.length === 0 ? [] : [`not seen: ${wanted.slice(0, 5).join(', ')}`]),
    ...(found.length === 0 ? [] : [`seen instead: ${found.slice(0, 5).join(', ')}`]),
  ]
  throw promotionError(
    'mark-observed-differs',
    { wanted, found },
    `the environment runs other digests; ${parts.join('; ')}`,
  )
}

function isSame(image: PinnedImage, { name, digest }: ObservedImage): boolean {
  return image.digest === digest && (name === undefined || sameRepository(image.name, name))
}
