import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { digestOf, type ImageName, type PinnedImage } from '@promo/core'
import { installedTool } from '../../installed-tool.ts'
import { commandOf, expectDigest, type ForeignClient } from './client.ts'
import { configsOf } from './samples.ts'

const ALL = ['image', 'index', 'zstd image', 'Docker image', 'Docker list'] as const

/** `docker buildx imagetools`, as far as it goes: it reads manifests and configs, and writes manifests where their content is. */
export interface Imagetools extends ForeignClient {
  /** Joins images to one under the tag, and gives the digest that it says it wrote. */
  join(sources: readonly PinnedImage[], to: { readonly name: ImageName; readonly tag: string }): Promise<string>
}

export function imagetools(home: string): Imagetools {
  const run = commandOf(installedTool('buildx'), home)
  const reference = ({ name, digest }: PinnedImage): string => `${name}@${digest}`
  const raw = (image: string): Promise<string> => run('imagetools', 'inspect', '--raw', image)
  const create: Imagetools['join'] = async (sources, { name, tag }) => {
    const told = join(home, randomUUID())
    const options = ['--prefer-index=false', `--metadata-file=${told}`, `--tag=${name}:${tag}`]
    await run('imagetools', 'create', ...options, ...sources.map(reference))
    const metadata = JSON.parse(await readFile(told, 'utf8')) as { 'containerimage.descriptor': { digest: string } }
    return metadata['containerimage.descriptor'].digest
  }
  return {
    name: 'imagetools',
    reads: ALL,
    writes: ALL,
    lockedVersion: async () => /v(\d\S*)/.exec(await run('version'))?.[1] ?? '',
    read: async (image, { image: sample }) => {
      expectDigest(digestOf(await raw(reference(image))), image)
      for (const { descriptor } of sample.children)
        assert.equal(digestOf(await raw(`${image.name}@${descriptor.digest}`)), descriptor.digest)
      const format = '--format={{json .Image}}'
      const told: unknown = JSON.parse(await run('imagetools', 'inspect', format, reference(image)))
      assert.deepEqual(told, configsOf(sample))
    },
    write: ({ image }, to) => create([image], to),
    join: create,
  }
}
