import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '@promo/core'
import { systemTool } from '../../system-tool.ts'
import { commandOf, expectContent, expectDigest, type ForeignClient } from './client.ts'
import { isDockers } from './samples.ts'

const ALL = ['image', 'index', 'zstd image', 'Docker image', 'Docker list'] as const

/**
 * Reads to a directory of its own form, and writes Docker's media types from the registry: to and from a layout it would turn
 * them into those of OCI.
 */
export function skopeo(home: string): ForeignClient {
  const run = commandOf(systemTool('skopeo'), home)
  const copy = (...args: readonly string[]): Promise<string> =>
    run('--insecure-policy', 'copy', '--all', '--preserve-digests', '--src-tls-verify=false', ...args)
  return {
    name: 'skopeo',
    reads: ALL,
    writes: ALL,
    read: async (image, sample) => {
      const reference = `docker://${image.name}@${image.digest}`
      expectDigest(digestOf(await run('inspect', '--tls-verify=false', '--raw', reference)), image)
      const directory = join(home, randomUUID())
      await copy(reference, `dir:${directory}`)
      expectContent(await contentOf(directory), sample)
    },
    write: async ({ layout, image, sample }, { name, tag }) => {
      const told = join(home, randomUUID())
      const from = isDockers(sample) ? `docker://${image.name}@${image.digest}` : `oci:${layout}:v1`
      await copy('--dest-tls-verify=false', '--digestfile', told, from, `docker://${name}:${tag}`)
      return (await readFile(told, 'utf8')).trim()
    },
  }
}

/** The digests of all files of skopeo's own form but the one that tells its version. */
async function contentOf(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name !== 'version')
  return Promise.all(names.map(async (name) => digestOf(await readFile(join(directory, name)))))
}
