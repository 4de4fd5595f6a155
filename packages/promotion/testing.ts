import { digestOf, parseCommit, parseRepositoryName, PromoError, readConfig, type Config } from '@promo/core'
import type { DirectoryEntry, Forge, PullRequest } from '@promo/forge'

export const REPOSITORY = parseRepositoryName('octo/shop')
export const BASE = parseCommit('b'.repeat(40))
export const HEAD = parseCommit('c'.repeat(40))
export const D1 = digestOf('one')
export const D2 = digestOf('two')

/** Content of a file, or a link or submodule in its place. */
export type Entry = string | { readonly type: 'symlink' | 'submodule' }
export type Files = Readonly<Record<string, Entry>>

export const CONFIG_TEXT = `version: 1
images:
  catalog:
    repository: ghcr.io/your-org/catalog
    overlay-name: shop/catalog
    source: { repository: octo/shop, id: 123456789 }
  orders:
    repository: ghcr.io/your-org/orders
environments:
  dev: { overlay: overlays/dev, promote: push }
  staging: { overlay: overlays/staging, after: [dev] }
policy:
  base: { registry: { allow: [ghcr.io/your-org] }, signature: { required: true } }
`

export function aConfig(): Config {
  return readConfig(CONFIG_TEXT)
}

export function anOverlay(digest: string = D1, more = ''): string {
  return `resources:\n  - ../../base\nimages:\n  - name: shop/catalog\n    newName: ghcr.io/your-org/catalog\n    digest: ${digest}\n${more}`
}

export const DEV = 'overlays/dev/kustomization.yaml'
export const STAGING = 'overlays/staging/kustomization.yaml'

export const BASE_TEXT = 'resources:\n  - catalog.yaml\n  - config.yaml\n'
export const CATALOG_TEXT = 'kind: Deployment\nspec:\n  containers:\n    - name: catalog\n      image: shop/catalog\n'

/** The shop's repository: two overlays on one base. */
export const SHOP: Files = {
  'promo.yaml': CONFIG_TEXT,
  'README.md': '# An image shop\n',
  'base/kustomization.yaml': BASE_TEXT,
  'base/catalog.yaml': CATALOG_TEXT,
  'base/config.yaml': 'kind: ConfigMap\ndata:\n  level: info\n',
  [DEV]: anOverlay(),
  [STAGING]: anOverlay(),
}

export interface Proposed {
  readonly base?: Files
  readonly changes: Readonly<Record<string, Entry | null>>
}

/** A forge over two commits in memory, for what only reads: the base and the head of pull request 1. */
export function forgeOf({ base = SHOP, changes }: Proposed, pull: Partial<PullRequest> = {}): Forge {
  const head = Object.fromEntries(
    Object.entries({ ...base, ...changes }).flatMap(([path, entry]) => (entry === null ? [] : [[path, entry]])),
  )
  const filesAt = (commit: string): Files => (commit === BASE ? base : head)
  const reading: Partial<Forge> = {
    repository: async () => ({ fullName: REPOSITORY, id: 123456789, defaultBranch: 'main', visibility: 'public' }),
    branchHead: async () => BASE,
    readFile: async (_repository, commit, path) => contentOf(filesAt(commit), path),
    listDirectory: async (_repository, commit, path) => entriesOf(filesAt(commit), path),
    changedFiles: async () => Object.keys(changes).map((path) => ({ path, status: 'modified' })),
    pullRequest: async () => ({ headSha: HEAD, baseRef: 'main', ...pull }) as PullRequest,
  }
  return reading as Forge
}

function contentOf(files: Files, path: string): Uint8Array | undefined {
  const entry = files[path]
  if (entry === undefined) return undefined
  if (typeof entry !== 'string') throw refusedPath(path)
  return Buffer.from(entry)
}

function entriesOf(files: Files, path: string): readonly DirectoryEntry[] {
  const prefix = path === '.' || path === '' ? '' : `${path}/`
  if (files[path] !== undefined) throw refusedPath(path)
  const found = new Map<string, DirectoryEntry>()
  for (const [name, entry] of Object.entries(files)) {
    if (!name.startsWith(prefix)) continue
    const [first = '', ...rest] = name.slice(prefix.length).split('/')
    const type = rest.length > 0 ? 'directory' : typeof entry === 'string' ? 'file' : entry.type
    found.set(first, { path: `${prefix}${first}`, type })
  }
  return [...found.values()]
}

/** As the forge refuses: a test's own factory, since the forge keeps its own. */
function refusedPath(path: string): Error {
  const definition = { ending: 'configuration', remedy: 'Name a regular file.' } as const
  return new PromoError('forge-path-refused', definition, { path }, `${path} is no file`)
}
