import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readConfig } from '@promo/core'
import { kustomizationIn, setOverlayImages } from '@promo/overlays'
import { environmentOf, updatesFor, type Promoted } from '@promo/promotion'
import { readDocument, workspacePath, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { BumpOverlayRequest } from './inputs.ts'
import type { WrittenOverlay } from './written.ts'

/** Edits the overlay in the workspace; the new bytes appear at once, by a rename. */
export async function bumpFile(
  request: BumpOverlayRequest,
  promoted: Promoted,
  runner: Runner,
): Promise<WrittenOverlay> {
  const { workspace } = runner.context
  const config = readConfig(readDocument({ kind: 'path', path: request.config }, workspace))
  const { environment, createMissing, tagComment } = request
  const overlay =
    request.overlay ?? (environment === undefined ? undefined : environmentOf(config, environment).overlay)
  if (overlay === undefined) throw actionError('overlay-missing', {}, 'neither `overlay` nor `environment` is given')
  const path = await overlayFile(workspacePath(overlay, workspace))
  const shown = relative(workspace, path)
  readDocument({ kind: 'path', path: shown }, workspace)
  const before = await readFile(path)
  const edit = setOverlayImages(before, updatesFor(promoted, config), { createMissing, tagComment })
  if (edit.changes.length > 0) {
    await writeFile(`${path}.promo`, edit.bytes)
    await rename(`${path}.promo`, path)
  }
  return { path: shown, changes: edit.changes, before, after: edit.bytes, commit: undefined, attempts: 0 }
}

async function overlayFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() === true) return path
  const name = found?.isDirectory() === true ? kustomizationIn(await readdir(path)) : undefined
  if (name !== undefined) return join(path, name)
  throw actionError('overlay-missing', { path }, `there is no kustomization at ${path}`)
}
