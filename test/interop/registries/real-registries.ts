import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { ROOT } from '../../../scripts/root.ts'
import { readLock } from '../../../scripts/tools/index.ts'
import { serveLoopback } from '../loopback.ts'
import { runRegistry, type Place, type RunningRegistry } from './running-registry.ts'

export interface RegistryKind {
  readonly name: string
  readonly version: string
  /** The setting that allows deletion, where it is not allowed as shipped. */
  readonly deletionSetting?: string
  start(): Promise<RunningRegistry>
}

/** Real registries, and promo's own, that it be held against the same tests. */
export const REGISTRIES: readonly RegistryKind[] = [
  {
    name: 'distribution 3',
    version: versionOf('registry'),
    deletionSetting: 'storage.delete.enabled',
    start: startDistribution,
  },
  {
    name: 'distribution 2',
    version: versionOf('registry-2'),
    deletionSetting: 'storage.delete.enabled',
    start: () => runRegistry('registry-2', distribution),
  },
  {
    name: 'olareg',
    version: versionOf('olareg'),
    deletionSetting: '--api-delete',
    start: () =>
      runRegistry('olareg', ({ port, directory }) => [
        ...['serve', '--addr', '127.0.0.1', '--port', String(port)],
        ...['--dir', directory, '--api-delete'],
      ]),
  },
  {
    name: 'crane registry serve',
    version: versionOf('crane'),
    start: () =>
      runRegistry('crane', ({ port, directory }) => [
        ...['registry', 'serve', '--address', `127.0.0.1:${port}`],
        ...['--disk', directory],
      ]),
  },
  {
    name: "promo's sandbox",
    version: 'of this commit',
    start: () => serveLoopback(createSandboxRegistry().handler),
  },
]

/** The present registry of the distribution project. */
export function startDistribution(): Promise<RunningRegistry> {
  return runRegistry('registry', distribution)
}

/** Of the distribution project, as it is shipped but for deletion and the log (docs/content/about/configuration.md). */
async function distribution({ port, directory }: Place): Promise<readonly string[]> {
  const path = join(directory, '..', 'config.yml')
  const storage = `{ filesystem: { rootdirectory: ${directory} }, delete: { enabled: true } }`
  const lines = [
    'version: 0.1',
    'log: { level: error, accesslog: { disabled: true } }',
    `storage: ${storage}`,
    `http: { addr: '127.0.0.1:${port}' }`,
  ]
  await writeFile(path, `${lines.join('\n')}\n`)
  return ['serve', path]
}

function versionOf(tool: string): string {
  const locked = readLock(join(ROOT, 'tools')).find(({ name }) => name === tool)
  if (locked === undefined) throw new TypeError(`${tool} is not in tools/tools.json`)
  return locked.version
}
