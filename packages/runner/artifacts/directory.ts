import { cp, mkdir, mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { digestOf, type Digest } from '@promo/core'
import { runnerError } from '../errors.ts'
import type { Artifacts, ListedArtifact } from './artifacts.ts'
import { assertArchive, regularFiles } from './files.ts'
import { parseArtifactName } from './names.ts'

/** Artifacts as folders of a local directory: for the command line and for tests. The digest covers names and contents. */
export function createDirectoryArtifacts(root: () => string): Artifacts {
  const place = (name: string): string => path.join(root(), parseArtifactName(name))
  return {
    async upload(name, directory) {
      const files = await regularFiles(directory)
      const target = place(name)
      await mkdir(root(), { recursive: true })
      await mkdir(target).catch(() => {
        throw runnerError('artifact-taken', { name }, `this run already has an artifact ${name}`)
      })
      await cp(directory, target, { recursive: true })
      const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
      return { id: name, digest: await digestOfTree(target), size: sizes.reduce((sum, size) => sum + size, 0) }
    },
    async download(name, expected = {}) {
      const source = place(name)
      const found = await stat(source).catch(() => undefined)
      if (found === undefined) throw runnerError('artifact-missing', { name }, `this run has no artifact ${name}`)
      assertArchive(name, await digestOfTree(source), expected.digest)
      const target = await mkdtemp(path.join(root(), '.download-'))
      await cp(source, target, { recursive: true })
      return target
    },
    async list(prefix) {
      const names = await readdir(root()).catch(() => [])
      const wanted = names.filter((name) => name.startsWith(prefix) && !name.startsWith('.')).sort()
      return Promise.all(wanted.map((name) => listed(name, place(name))))
    },
  }
}

async function listed(name: string, directory: string): Promise<ListedArtifact> {
  const { mtime } = await stat(directory)
  return { name, id: name, digest: await digestOfTree(directory), createdAt: mtime }
}

async function digestOfTree(directory: string): Promise<Digest> {
  const files = await regularFiles(directory)
  const lines = await Promise.all(
    files.map(async (file) => [
      path.relative(directory, file).replaceAll(path.sep, '/'),
      digestOf(await readFile(file)),
    ]),
  )
  return digestOf(JSON.stringify(lines))
}
