import { isDeepStrictEqual } from 'node:util'
import type { ImageUpdate } from './edit.ts'
import { overlayError } from './errors.ts'
import { parseKustomization, type Kustomization } from './kustomization.ts'

type Tree = Record<string, unknown>

/** Parses the edited text and compares it with what the edit should mean; throws `render-changed-more` when anything else differs. */
export function assertOnlyImagesChanged(before: Kustomization, edited: string, updates: readonly ImageUpdate[]): void {
  const after = parseKustomization(edited).document.toJS() as Tree
  const expected = before.document.toJS() as Tree
  const images = (expected['images'] ?? []) as readonly Tree[]
  const updated = images.map((image) => applied(image, updates))
  const added = updates
    .filter(({ name }) => !images.some((image) => image['name'] === name))
    .map((update) => applied({ name: update.name }, updates))
  expected['images'] = [...updated, ...added]
  if (isDeepStrictEqual(normal(after), normal(expected))) return
  throw overlayError(
    'render-changed-more',
    { names: updates.map(({ name }) => name) },
    'editing the overlay would change more than its images',
  )
}

function applied(image: Tree, updates: readonly ImageUpdate[]): Tree {
  const update = updates.find(({ name }) => name === image['name'])
  if (update === undefined) return image
  const { newTag: _tag, newName: _name, ...rest } = image
  return { ...rest, newName: update.newName, digest: update.digest }
}

/** `newName` equal to `name`, and an empty `newTag`, mean the same as their absence. */
function normal(tree: Tree): Tree {
  const images = tree['images'] as readonly Tree[]
  return {
    ...tree,
    images: images.map(({ newTag, newName, ...rest }) => ({
      ...rest,
      ...(newTag === undefined || newTag === '' ? {} : { newTag }),
      ...(newName === undefined || newName === rest['name'] ? {} : { newName }),
    })),
  }
}
