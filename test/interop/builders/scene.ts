import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BuilderPorts, ImageBuildRequest } from '@promo/builders'
import { parseImageName, type ImageName } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { runProgram } from '@promo/process'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { startDistribution } from '../registries/real-registries.ts'
import type { RunningRegistry } from '../registries/running-registry.ts'

/** A registry on loopback, and a directory in which builds happen. */
export interface BuildScene {
  readonly host: string
  readonly root: string
  readonly client: RegistryClient
  readonly log: readonly string[]
  image(repository: string): ImageName
  /** A fresh directory. */
  directory(name: string): string
  /** Everything that the registry says of the repository's tags. */
  tags(repository: string): Promise<readonly string[]>
  ports(environment: Readonly<Record<string, string>>): BuilderPorts
  close(): Promise<void>
}

export async function aBuildScene(): Promise<BuildScene> {
  const registry: RunningRegistry = await startDistribution()
  const root = mkdtempSync(join(tmpdir(), 'promo-builders-'))
  const client = createRegistryClient({ http: createHttpClient(), credentials: ANONYMOUS })
  const log: string[] = []
  const image = (repository: string): ImageName => parseImageName(`${registry.host}/${repository}`)
  let count = 0
  return {
    ...{ host: registry.host, root, client, log, image },
    directory: (name) => {
      count += 1
      const path = join(root, `${name}-${count}`)
      mkdirSync(path)
      return path
    },
    tags: (repository) => client.tags(image(repository)),
    ports: (environment) => ({ registry: client, run: runProgram, environment, log: (line) => log.push(line) }),
    close: async () => {
      await registry.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

type Plain = Pick<
  ImageBuildRequest,
  | 'workspace'
  | 'buildArgs'
  | 'buildContexts'
  | 'secrets'
  | 'labels'
  | 'annotations'
  | 'cacheFrom'
  | 'cacheTo'
  | 'noCache'
  | 'provenance'
>

/** What a build asks of no builder in particular. */
export const PLAIN: Plain = {
  workspace: '/',
  ...{ buildArgs: [], buildContexts: [], secrets: [], labels: [], annotations: [], cacheFrom: [], cacheTo: [] },
  ...{ noCache: false, provenance: 'false' },
}
