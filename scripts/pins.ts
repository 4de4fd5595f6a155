import { join } from 'node:path'
import * as prettier from 'prettier'
import { runGenerator } from './generated.ts'
import { ROOT } from './root.ts'
import { readLock, selectTools, type LockedTool, type ReleaseAsset } from './tools/lock.ts'

/** What @promo/scanners runs; the other tools of the lock are for tests. */
const PINNED = ['gitleaks', 'checkov', 'trivy', 'grype', 'syft']
const FILE = 'packages/scanners/pins.ts'
const GITHUB = 'https://github.com/'

const HEADER = `import type { ToolPin } from './locate/pin.ts'

/* Generated from tools/tools.json by \`node scripts/pins.ts\`. */

`

function pinOf({ name, version, versionArguments, release }: LockedTool): object {
  if (release?.repository.startsWith(GITHUB) !== true) throw new TypeError(`${name} has no release on github.com`)
  const assets = Object.entries(release.assets).map(([platform, asset]) => [platform, assetOf(name, asset)] as const)
  const repository = release.repository.slice(GITHUB.length)
  return { name, version, versionArguments, repository, tag: release.tag, assets: Object.fromEntries(assets) }
}

function assetOf(name: string, { asset, sha256, member, memberSha256 }: ReleaseAsset): object {
  if (member === undefined) throw new TypeError(`${name} is released outside an archive, which no scanner is`)
  return { asset, sha256, member, ...(memberSha256 === undefined ? {} : { memberSha256 }) }
}

const tools = selectTools(readLock(join(ROOT, 'tools')), PINNED)
const pins = Object.fromEntries(tools.map((tool) => [tool.name, pinOf(tool)]))
const source = `${HEADER}export const TOOL_PINS = ${JSON.stringify(pins)} as const satisfies Readonly<Record<string, ToolPin>>\n`
const options = await prettier.resolveConfig(join(ROOT, FILE))
const text = await prettier.format(source, { ...options, parser: 'typescript' })
runGenerator(ROOT, new Map([[FILE, text]]), 'node scripts/pins.ts')
