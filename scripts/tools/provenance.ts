import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { provenancePath } from './layout.ts'
import { isPythonTool, type LockedTool } from './lock.ts'

interface Installed {
  readonly name: string
  readonly version: string
  /** Lower-case hex, of the executable; of a tool that Python runs, over all its files. */
  readonly sha256: string
  /** sha256 over the locked recipe: another recipe means another build. */
  readonly recipe: string
}

export interface BuiltProvenance extends Installed {
  readonly source: 'source-built'
  /** `module@version` whose files were compiled. */
  readonly module: string
  readonly goVersion: string
}

export interface WheelProvenance extends Installed {
  readonly source: 'wheels'
  /** `package@version`, each wheel checked against the hashes of requirements.txt. */
  readonly package: string
  readonly pythonVersion: string
}

/** The record beside an installed tool: `<name>.json`. */
export type ToolProvenance = BuiltProvenance | WheelProvenance

/** sha256 over everything the clone says about making the tool: its lock entry and the files that lock what it needs. */
export function recipeDigest(tool: LockedTool, directory: string): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([tool.name, tool.version, tool.source]))
  const files = isPythonTool(tool) ? ['requirements.txt'] : ['go.mod', 'go.sum']
  for (const file of files) hash.update('\0').update(readFileSync(join(directory, file)))
  return hash.digest('hex')
}

/** sha256 of a file, lower-case hex, read as a stream: tools are up to 170 MB. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The record beside an installed tool, or undefined when there is none that can be read. */
export function readProvenance(directory: string, tool: LockedTool): ToolProvenance | undefined {
  try {
    return JSON.parse(readFileSync(provenancePath(directory, tool.name, tool.version), 'utf8')) as ToolProvenance
  } catch {
    return undefined
  }
}
