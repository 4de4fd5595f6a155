import assert from 'node:assert/strict'
import type { DockerDaemon } from '../docker-daemon.ts'
import type { ForeignClient } from './client.ts'
import { diffIdsOf } from './samples.ts'

interface Inspected {
  readonly RepoDigests: readonly string[]
  readonly RootFS: { readonly Layers: readonly string[] }
}

/** The engine of Docker 20.10 unpacks no zstd, and keeps one platform of what it pulls: what it pushes is a Docker image. */
export function docker(daemon: DockerDaemon): ForeignClient {
  const run = (...args: readonly string[]): Promise<string> => daemon.docker(...args)
  const inspect = async (reference: string): Promise<Inspected> => {
    const [found] = JSON.parse(await run('image', 'inspect', reference)) as readonly Inspected[]
    assert.ok(found !== undefined)
    return found
  }
  return {
    name: 'docker',
    reads: ['image', 'index', 'Docker image', 'Docker list'],
    writes: ['Docker image'],
    read: async (image, sample) => {
      const reference = `${image.name}@${image.digest}`
      await run('pull', '--quiet', '--platform', 'linux/amd64', reference)
      const { RepoDigests, RootFS } = await inspect(reference)
      assert.ok(RepoDigests.includes(reference), RepoDigests.join(' '))
      assert.equal(JSON.stringify(RootFS.Layers), JSON.stringify(diffIdsOf(sample.image)))
    },
    write: async ({ image }, { name, tag }) => {
      const source = `${image.name}@${image.digest}`
      await run('pull', '--quiet', source)
      await run('tag', source, `${name}:${tag}`)
      await run('push', '--quiet', `${name}:${tag}`)
      const { RepoDigests } = await inspect(`${name}:${tag}`)
      const [digest = ''] = RepoDigests.filter((entry) => entry.startsWith(`${name}@`))
      return digest.slice(digest.indexOf('@') + 1)
    },
  }
}
