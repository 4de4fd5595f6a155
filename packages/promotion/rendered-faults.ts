import type { Config, EnvironmentName, PromoError } from '@promo/core'
import { readOverlayImages } from '@promo/overlays'
import { promotionError } from './errors.ts'
import { looseImages } from './loose-images.ts'
import type { Reach, Tree } from './reach.ts'
import { imageByOverlayName } from './updates.ts'

/** A pull request: base and head as trees, and what lies between them. */
export interface Comparison {
  readonly changed: readonly string[]
  readonly old: Tree
  readonly now: Tree
}

/** Images that would reach an environment past its `images:`, through any file it is rendered from or will be. */
export async function renderedFaults(
  environment: EnvironmentName,
  reach: { readonly old: Reach; readonly now: Reach },
  config: Config,
  comparison: Comparison,
): Promise<readonly PromoError[]> {
  const { changed, old, now } = comparison
  const foreign = [...reach.now.foreign].filter((line) => !reach.old.foreign.has(line))
  const suspect = [...reach.now.files].filter((path) => changed.includes(path) || !reach.old.files.has(path))
  const overlayNames = suspect.length === 0 ? [] : await pinnedNames(reach.now.root, config, now)
  const files = await Promise.all(
    suspect.map(async (path) => {
      const before = reach.old.files.has(path) ? await old.text(path) : undefined
      const after = (await now.text(path)) ?? ''
      const own = path === reach.now.root
      return { path, lines: looseImages({ before: before ?? '', after, overlayNames, own }) }
    }),
  )
  const found = files.filter(({ lines }) => lines.length > 0)
  return [
    ...found.map(({ path, lines }) => outside(environment, path, lines)),
    ...foreign.map((line) => outside(environment, line, ['what the gate cannot read'])),
  ]
}

/** Names that the overlay gives a digest: only these are surely replaced when the manifests are rendered. */
async function pinnedNames(root: string | undefined, config: Config, tree: Tree): Promise<readonly string[]> {
  const text = root === undefined ? undefined : await tree.text(root)
  if (text === undefined) return []
  return readOverlayImages(text)
    .filter(({ name, tag }) => tag === undefined && imageByOverlayName(config, name) !== undefined)
    .map(({ name }) => name)
}

function outside(environment: EnvironmentName, path: string, lines: readonly string[]): PromoError {
  return promotionError(
    'image-outside-overlay',
    { environment, path: path.slice(0, 500), lines: lines.slice(0, 5) },
    `${environment}: ${path.slice(0, 300)} brings ${lines[0] ?? ''}`,
  )
}
