import { mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ArtifactClient } from '@actions/artifact'
import { isDigest, isPromoError, parseDigest } from '@promo/core'
import { runnerError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Artifacts, ListedArtifact } from './artifacts.ts'
import { overhear } from './chatter.ts'
import { assertArchive, digestOfFile, invalid, regularFiles } from './files.ts'
import { parseArtifactName } from './names.ts'
import { unpack } from './unpack.ts'

export interface GitHubArtifactPorts {
  readonly temp: () => string
  readonly log: Pick<Log, 'debug'>
}

/** Artifacts of this run through the unmodified client of GitHub. */
export function createGitHubArtifacts(ports: GitHubArtifactPorts): Artifacts {
  const call = async <T>(name: string, use: (client: ArtifactClient) => Promise<T>): Promise<T> => {
    const { DefaultArtifactClient } = await import('@actions/artifact')
    try {
      return await overhear(
        () => use(new DefaultArtifactClient()),
        (line) => ports.log.debug(line),
      )
    } catch (error) {
      throw translate(name, error)
    }
  }
  return {
    async upload(name, directory) {
      parseArtifactName(name)
      const files = await regularFiles(directory)
      const { id, digest, size } = await call(name, (client) => client.uploadArtifact(name, [...files], directory))
      if (id === undefined || digest === undefined) {
        throw runnerError('artifact-unavailable', { name }, `the service took artifact ${name} without a digest`)
      }
      return { id: String(id), digest: parseDigest(`sha256:${digest}`), size: size ?? 0 }
    },
    async download(name, expected = {}) {
      parseArtifactName(name)
      const directory = await mkdtemp(path.join(ports.temp(), 'promo-artifact-'))
      const packed = path.join(directory, 'archive')
      await call(name, async (client) => {
        const { artifact } = await client.getArtifact(name)
        await client.downloadArtifact(artifact.id, { path: packed, skipDecompress: true })
      })
      const archive = await onlyFile(packed)
      assertArchive(name, await digestOfFile(archive), expected.digest)
      const content = path.join(directory, 'content')
      await unpack(archive, content)
      await rm(packed, { recursive: true })
      return content
    },
    async list(prefix) {
      const { artifacts } = await call(prefix, (client) => client.listArtifacts())
      return artifacts
        .filter(({ name }) => name.startsWith(prefix))
        .map(listed)
        .sort((a, b) => a.name.localeCompare(b.name) || Number(a.id) - Number(b.id))
    },
  }
}

function listed(artifact: { name: string; id: number; digest?: string; createdAt?: Date }): ListedArtifact {
  const { name, id, digest, createdAt } = artifact
  return { name, id: String(id), digest: isDigest(digest) ? digest : undefined, createdAt }
}

async function onlyFile(directory: string): Promise<string> {
  const [file, ...others] = await readdir(directory)
  if (file === undefined || others.length > 0) throw invalid('the service did not send one archive')
  return path.join(directory, file)
}

/** The client knows its errors by class name and, for conflicts, by the status in the message. */
function translate(name: string, error: unknown): Error {
  if (isPromoError(error)) return error
  const message = error instanceof Error ? error.message : ''
  if (error instanceof Error && error.name === 'ArtifactNotFoundError') {
    return runnerError('artifact-missing', { name }, `this run has no artifact ${name}`)
  }
  if (message.includes('(409)'))
    return runnerError('artifact-taken', { name }, `this run already has an artifact ${name}`)
  if (message.includes('not currently supported on GHES')) {
    return runnerError('artifact-unavailable', { name }, 'this GitHub server has no artifact service', {
      remedy: 'Artifacts need github.com or *.ghe.com.',
    })
  }
  return runnerError('artifact-unavailable', { name }, `artifact ${name}: the service failed`, { cause: error })
}
