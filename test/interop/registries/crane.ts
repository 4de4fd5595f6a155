import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '@promo/core'
import { installedTool, runTool } from '../installed-tool.ts'

/** The Go registry client, as a second opinion on what a registry holds. */
export interface Crane {
  /** What a tag or digest names. */
  digest(reference: string): Promise<string>
  tags(repository: string): Promise<readonly string[]>
  manifest(reference: string): Promise<string>
  /** Pulls an image into a layout, all platforms. */
  pull(reference: string, layout: string): Promise<void>
  /** Pushes the one image of a layout. */
  push(layout: string, reference: string): Promise<void>
}

/** Every call throws what crane said when it fails. */
export function craneIn(home: string): Crane {
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runTool(installedTool('crane'), args, home)
    if (code !== 0) throw new Error(`crane ${args.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  return {
    digest: (reference) => run('digest', reference),
    tags: async (repository) => (await run('ls', repository)).split('\n'),
    manifest: (reference) => run('manifest', reference),
    pull: async (reference, layout) => {
      await run('pull', '--format', 'oci', reference, layout)
    },
    push: async (layout, reference) => {
      await run('push', layout, reference)
    },
  }
}

/** The digests of all content of a layout, computed from its bytes. */
export async function digestsIn(layout: string): Promise<readonly string[]> {
  const directory = join(layout, 'blobs', 'sha256')
  const names = await readdir(directory)
  return Promise.all(names.map(async (name) => digestOf(await readFile(join(directory, name)))))
}
