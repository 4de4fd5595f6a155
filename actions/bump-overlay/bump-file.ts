import { existsSync } from 'node:fs'
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { readConfig, type Config } from '@promo/core'
import { kustomizationIn, setOverlayImages } from '@promo/overlays'
import { environmentOf, updatesFor, type Promoted } from '@promo/promotion'
import { readDocument, workspacePath, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { BumpOverlayRequest } from './inputs.ts'
import type { WrittenOverlay } from './written.ts'

/** Edits the overlay in place; the new bytes appear at once, by a rename. */
export async function bumpFile(
  request: BumpOverlayRequest,
  promoted: Promoted,
  runner: Runner,
): Promise<WrittenOverlay> {
  const { workspace } = runner.context
  const { createMissing, tagComment } = request
  const { overlay, config } = editOf(request, promoted, workspace)
  const path = await overlayFile(workspacePath(overlay, workspace))
  const shown = isAbsolute(overlay) ? path : relative(workspace, path)
  const before = await readFile(workspacePath(shown, workspace))
  const edit = setOverlayImages(before, updatesFor(promoted, config), { createMissing, tagComment })
  if (edit.changes.length > 0) {
    await writeFile(`${path}.promo`, edit.bytes)
    await rename(`${path}.promo`, path)
  }
  return { path: shown, changes: edit.changes, before, after: edit.bytes, commit: undefined, attempts: 0 }
}

interface Edit {
  readonly overlay: string
  readonly config: Pick<Config, 'images'>
}

/** A named file and named images are all that an edit needs: then promo.yaml may be absent. */
function editOf(
  { overlay, environment, config: path }: BumpOverlayRequest,
  promoted: Promoted,
  workspace: string,
): Edit {
  const isNamed = overlay !== undefined && promoted.kind === 'lines'
  if (isNamed && !existsSync(join(workspace, path))) return { overlay, config: { images: {} } }
  const config = readConfig(readDocument({ kind: 'path', path }, workspace))
  if (overlay !== undefined) return { overlay, config }
  if (environment !== undefined) return { overlay: environmentOf(config, environment).overlay, config }
  throw actionError('overlay-missing', {}, 'neither `overlay` nor `environment` is given')
}

async function overlayFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() === true) return path
  const name = found?.isDirectory() === true ? kustomizationIn(await readdir(path)) : undefined
  if (name !== undefined) return join(path, name)
  throw actionError('overlay-missing', { path }, `there is no kustomization at ${path}`)
}
