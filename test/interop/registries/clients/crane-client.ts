import { installedTool } from '../../installed-tool.ts'
import { commandOf, expectDigest, readToLayout, type ForeignClient } from './client.ts'

const ALL = ['image', 'index', 'zstd image', 'Docker image', 'Docker list'] as const

export function craneClient(home: string): ForeignClient {
  const run = commandOf(installedTool('crane'), home)
  return {
    name: 'crane',
    reads: ALL,
    writes: ALL,
    lockedVersion: () => run('version'),
    read: async (image, sample) => {
      const reference = `${image.name}@${image.digest}`
      expectDigest(await run('digest', reference), image)
      await readToLayout(home, sample, (layout) => run('pull', '--format', 'oci', reference, layout))
    },
    write: async ({ layout }, { name, tag }) => {
      const reference = await run('push', layout, `${name}:${tag}`)
      return reference.slice(reference.indexOf('@') + 1)
    },
  }
}
