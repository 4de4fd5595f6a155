import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { provenancePath } from './layout.ts'
import type { LockedTool } from './lock.ts'

/** The record beside a built tool: `<name>.json`. */
export interface ToolProvenance {
  readonly name: string
  readonly version: string
  readonly source: 'source-built'
  /** `module@version` whose files were compiled. */
  readonly module: string
  readonly goVersion: string
  /** sha256 of the executable, lower-case hex. */
  readonly sha256: string
  /** sha256 over the locked recipe: another recipe means another build. */
  readonly recipe: string
}

/** sha256 over everything the clone says about building the tool: its lock entry, go.mod and go.sum. */
export function recipeDigest(tool: LockedTool, moduleDirectory: string): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([tool.name, tool.version, tool.source]))
  for (const file of ['go.mod', 'go.sum']) hash.update('\0').update(readFileSync(join(moduleDirectory, file)))
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
