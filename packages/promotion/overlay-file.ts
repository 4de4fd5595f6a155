import type { CommitSha, RepositoryName } from '@promo/core'
import type { Forge } from '@promo/forge'
import { kustomizationIn } from '@promo/overlays'
import { promotionError } from './errors.ts'

/** The kustomization of an environment at one commit. */
export interface OverlayFile {
  readonly path: string
  readonly bytes: Uint8Array
}

type Reader = Pick<Forge, 'readFile' | 'listDirectory'>

/** Finds and reads the kustomization that an overlay path means, a directory or the file itself; throws `overlay-absent`. */
export async function readOverlayAt(
  forge: Reader,
  repository: RepositoryName,
  commit: CommitSha,
  overlay: string,
): Promise<OverlayFile> {
  const file = await findOverlayAt(forge, repository, commit, overlay)
  if (file !== undefined) return file
  throw promotionError(
    'overlay-absent',
    { repository, commit, overlay },
    `${repository} has no kustomization at ${overlay} (${commit})`,
  )
}

/** The same, undefined when there is none at this commit. */
export async function findOverlayAt(
  forge: Reader,
  repository: RepositoryName,
  commit: CommitSha,
  overlay: string,
): Promise<OverlayFile | undefined> {
  const path = /\.ya?ml$/.test(overlay) ? overlay : await kustomizationPath(forge, repository, commit, overlay)
  if (path === undefined) return undefined
  const bytes = await forge.readFile(repository, commit, path)
  return bytes === undefined ? undefined : { path, bytes }
}

async function kustomizationPath(
  forge: Reader,
  repository: RepositoryName,
  commit: CommitSha,
  overlay: string,
): Promise<string | undefined> {
  const directory = overlay.replace(/\/+$/, '')
  const entries = await forge.listDirectory(repository, commit, directory)
  const names = entries.filter(({ type }) => type === 'file').map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
  const name = kustomizationIn(names)
  return name === undefined ? undefined : `${directory}/${name}`
}
