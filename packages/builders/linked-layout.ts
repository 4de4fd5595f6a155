import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLayout, type Layout } from '@promo/registry'

const BLOB = /^[0-9a-f]{64}$/

/**
 * Opens a layout directory whose blobs may be links, as bazel leaves them (bazel-contrib/rules_oci, oci/private/image.sh: they
 * lead to other outputs): each is copied, and like every blob counts only when its bytes have the digest of its name. That is for
 * what a build left on this machine: its own code could have read whatever a link leads to. Elsewhere links stay refused.
 */
export async function openLinkedLayout(path: string): Promise<Layout> {
  const blobs = join(path, 'blobs', 'sha256')
  const entries = await readdir(blobs, { withFileTypes: true }).catch(() => [])
  if (!entries.some((entry) => entry.isSymbolicLink())) return openLayout(path)
  const copy = await mkdtemp(join(tmpdir(), 'promo-linked-'))
  const remove = (): Promise<void> => rm(copy, { recursive: true, force: true })
  try {
    await mkdir(join(copy, 'blobs', 'sha256'), { recursive: true })
    const names = entries.map(({ name }) => name).filter((name) => BLOB.test(name))
    const files = ['oci-layout', 'index.json', ...names.map((name) => join('blobs', 'sha256', name))]
    for (const file of files) await copyRegular(join(path, file), join(copy, file))
    const layout = await openLayout(copy)
    return { ...layout, close: () => layout.close().then(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

/** What is missing or no plain file stays missing in the copy, and is refused there by its name. */
async function copyRegular(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => undefined)
  if (found?.isFile() === true) await copyFile(from, to)
}
