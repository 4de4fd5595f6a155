import { fetchArtifact } from '@promo/connections'
import type { InspectedImage } from '@promo/line'
import { workspacePath, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { ScanGateRequest } from './inputs.ts'

/** What is to be inspected and where its bytes are; empty: a directory of sources. Throws `layout-not-single`. */
export async function inspectedImages(
  { images, quarantine, layout, from }: ScanGateRequest,
  runner: Runner,
): Promise<readonly InspectedImage[]> {
  if (layout === undefined) return images.map((image) => ({ kind: 'registry', image, from: quarantine ?? image.name }))
  if (images.length > 1 || quarantine !== undefined)
    throw actionError('layout-not-single', { images: images.length }, '`layout` is given with other images')
  const directory = from === undefined ? runner.context.workspace : await fetchArtifact(runner, from)
  return [{ kind: 'layout', path: workspacePath(layout, directory), shown: layout, image: images[0] }]
}
