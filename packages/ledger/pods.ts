import {
  isPinned,
  isPromoError,
  parseImageReference,
  parseJson,
  type JsonValue,
  type PinnedImage,
  memberAt,
} from '@promo/core'
import { listAt, textAt } from './json-path.ts'

/** Lists of whole clusters have tens of megabytes. */
const PODS_LIMIT = 64 * 1024 * 1024
const STATUSES = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const

/** Every digest that pods run, from `kubectl get pods -o json`, each once. What has no digest runs unpinned and is left out. Throws `json-invalid`. */
export function imagesOfPods(text: string): readonly PinnedImage[] {
  const document = parseJson(text, { maxBytes: PODS_LIMIT })
  const pods = memberAt(document, 'items') === undefined ? [document] : listAt(document, 'items')
  const images = pods.flatMap((pod) => STATUSES.flatMap((name) => listAt(pod, 'status', name))).flatMap(runningImage)
  return [...new Map(images.map((image) => [`${image.name}@${image.digest}`, image])).values()]
}

/** `imageID` is what the node pulled: `name@digest`, with a scheme in front for Docker (kubernetes, api/core/v1 ContainerStatus). */
function runningImage(status: JsonValue): readonly PinnedImage[] {
  const id = textAt(status, 'imageID')?.replace(/^[a-z-]+:\/\//, '')
  if (id === undefined) return []
  try {
    const reference = parseImageReference(id)
    return isPinned(reference) ? [reference] : []
  } catch (error) {
    if (isPromoError(error)) return []
    throw error
  }
}
