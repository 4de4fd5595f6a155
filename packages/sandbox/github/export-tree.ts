import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readBlob, readCommit } from './git-objects.ts'
import type { Git } from './git.ts'
import { listTree } from './trees.ts'

/** Writes every file of a commit below the directory, with its executable bit; symlinks stay symlinks, submodules are left out. */
export async function exportTree(git: Git, commit: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  const entries = await listTree(git, (await readCommit(git, commit)).tree, { recursive: true })
  for (const entry of entries.filter(({ type }) => type === 'blob')) {
    const path = join(directory, entry.path)
    await mkdir(dirname(path), { recursive: true })
    const content = await readBlob(git, entry.sha)
    if (entry.mode === '120000') await symlink(content.toString('utf8'), path)
    else await writeFile(path, content)
    if (entry.mode === '100755') await chmod(path, 0o755)
  }
}
