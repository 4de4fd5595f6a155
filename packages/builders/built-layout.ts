import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLayout, type Layout } from '@promo/registry'
import { listArchive } from './archive-members.ts'
import { openLinkedLayout } from './linked-layout.ts'
import { convertDockerArchive, isDockerArchive, type ConvertedArchive } from './docker-archive.ts'

export interface OpenedArchive extends ConvertedArchive {
  readonly layout: Layout
}

/**
 * Opens what a build tool left: an OCI layout (directory or tar: ko, bazel, kaniko, jib, buildx, buildah), or a docker archive
 * (jib, nix), which becomes a layout. Throws `layout-invalid`, `archive-invalid`.
 */
export async function openBuiltLayout(path: string): Promise<Layout> {
  const found = await stat(path).catch(() => undefined)
  const listing = found?.isFile() === true ? await listArchive(path).catch(() => undefined) : undefined
  if (listing === undefined) return openLinkedLayout(path)
  if (!isDockerArchive(listing)) return openLayout(path)
  return (await openDockerArchive(path)).layout
}

/** The image of a docker archive as a layout; closing it removes the bytes that were unpacked. */
export async function openDockerArchive(
  path: string,
  annotations: Readonly<Record<string, string>> = {},
): Promise<OpenedArchive> {
  const directory = await mkdtemp(join(tmpdir(), 'promo-archive-'))
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true })
  try {
    const converted = await convertDockerArchive(path, directory, annotations)
    const layout = await openLayout(directory)
    return { ...converted, layout: { ...layout, close: () => layout.close().then(remove) } }
  } catch (error) {
    await remove()
    throw error
  }
}
