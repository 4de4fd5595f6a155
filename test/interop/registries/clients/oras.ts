import { installedTool } from '../../installed-tool.ts'
import { commandOf, expectDigest, readToLayout, type Command, type ForeignClient } from './client.ts'

const ALL = ['image', 'index', 'zstd image', 'Docker image', 'Docker list'] as const

export function orasCommand(home: string): Command {
  return commandOf(installedTool('oras'), home)
}

export function oras(home: string): ForeignClient {
  const run = orasCommand(home)
  return {
    name: 'oras',
    reads: ALL,
    writes: ALL,
    lockedVersion: async () => /Version:\s+(\S+)/.exec(await run('version'))?.[1] ?? '',
    read: async (image, sample) => {
      const reference = `${image.name}@${image.digest}`
      expectDigest(await run('resolve', '--plain-http', reference), image)
      await readToLayout(home, sample, (layout) =>
        run('cp', '--from-plain-http', '--to-oci-layout', reference, `${layout}:v1`),
      )
    },
    write: async ({ layout }, { name, tag }) => {
      await run('cp', '--from-oci-layout', '--to-plain-http', `${layout}:v1`, `${name}:${tag}`)
      return run('resolve', '--plain-http', `${name}:${tag}`)
    },
  }
}
