import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ToolFailure } from './failure.ts'

/** How one tool is built from its Go module, the one in `tools/<name>/`. */
export interface GoSource {
  readonly module: string
  readonly moduleVersion: string
  /** Import path of the main package. */
  readonly package: string
  readonly ldflags: readonly string[]
  readonly goExperiment?: string
}

/** How one tool is put together from Python wheels, those that `tools/<name>/requirements.txt` names by their hashes. */
export interface PythonSource {
  /** The oldest Python that will do (`3.11`): the wheels are locked for it. */
  readonly python: string
  /** The wheel that is the tool; the others are what it needs. */
  readonly package: string
  /** The module that Python runs; absent: the wheel holds an executable of the tool's name. */
  readonly module?: string
}

/** One file of the vendor's release. */
export interface ReleaseAsset {
  readonly asset: string
  readonly sha256: string
  /** Path of the executable inside the archive; absent when the asset is the executable. */
  readonly member?: string
  /** sha256 of that executable, where it is known. */
  readonly memberSha256?: string
}

/** The vendor's release of the same version; assets by platform (`linux/amd64`), none when promo downloads none. */
export interface ToolRelease {
  readonly repository: string
  readonly tag: string
  readonly checksums?: string
  readonly assets: Readonly<Record<string, ReleaseAsset>>
}

interface ToolEntry<Source> {
  readonly name: string
  readonly version: string
  readonly role: string
  readonly source: Source
  /** Arguments that make the tool print its version without a network. */
  readonly versionArguments: readonly string[]
  readonly release?: ToolRelease
}

export type GoTool = ToolEntry<GoSource>
export type PythonTool = ToolEntry<PythonSource>

/** One entry of `tools/tools.json`. */
export type LockedTool = GoTool | PythonTool

interface ToolLock {
  readonly schema: string
  readonly tools: readonly LockedTool[]
}

const LOCK_SCHEMA = 'promo/tool-lock/v1'

export function isPythonTool(tool: LockedTool): tool is PythonTool {
  return 'python' in tool.source
}

/** Reads the lock, `tools.json` in the directory that also holds a directory per tool. */
export function readLock(directory: string): readonly LockedTool[] {
  const lock = JSON.parse(readFileSync(join(directory, 'tools.json'), 'utf8')) as ToolLock
  if (lock.schema !== LOCK_SCHEMA) {
    throw new ToolFailure(`tools.json has the schema ${lock.schema}, wanted ${LOCK_SCHEMA}`, 'Check out tools/tools.json again.')
  }
  return lock.tools
}

/** The named tools in the order of the lock, or all of them when no name is given. */
export function selectTools(tools: readonly LockedTool[], names: readonly string[]): readonly LockedTool[] {
  const unknown = names.filter((name) => !tools.some((tool) => tool.name === name))
  if (unknown.length > 0) {
    const known = tools.map((tool) => tool.name).join(', ')
    throw new ToolFailure(`unknown tool: ${unknown.join(', ')}`, `Name any of: ${known}.`)
  }
  return names.length === 0 ? tools : tools.filter((tool) => names.includes(tool.name))
}
