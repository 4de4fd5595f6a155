import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkBuilt, goBuild } from './go-build.ts'
import { toolDirectory, toolPath } from './layout.ts'
import { isPythonTool, type LockedTool } from './lock.ts'
import { readProvenance, recipeDigest, type ToolProvenance } from './provenance.ts'
import { checkWheels, installWheels } from './wheels.ts'
import type { Checked, Workshop } from './workshop.ts'

export interface InstalledTool {
  readonly name: string
  readonly version: string
  readonly path: string
  readonly state: 'cached' | 'built'
  readonly source: ToolProvenance['source']
  readonly seconds: number
  readonly sha256: string
}

/**
 * Makes sure that the tool stands in the directory at its locked version, building it when it does not.
 * A second run builds nothing. Throws ToolFailure; then nothing in the directory has changed.
 */
export async function installTool(tool: LockedTool, workshop: Workshop): Promise<InstalledTool> {
  const started = performance.now()
  const path = toolPath(workshop.directory, tool.name, tool.version)
  const done = (state: InstalledTool['state'], sha256: string): InstalledTool => ({
    ...{ name: tool.name, version: tool.version, path, state, sha256 },
    source: isPythonTool(tool) ? 'wheels' : 'source-built',
    seconds: Math.round((performance.now() - started) / 100) / 10,
  })
  const cached = await checkInstalled(tool, workshop)
  if ('sha256' in cached) return done('cached', cached.sha256)
  if (cached.fault !== undefined) workshop.log(`${tool.name} ${tool.version}: building again, ${cached.fault}`)
  return done('built', await buildInto(tool, workshop))
}

/** The digest of the installed tool when it is what the lock asks for; else why it is not (undefined: not there). */
async function checkInstalled(tool: LockedTool, workshop: Workshop): Promise<Checked> {
  if (!existsSync(toolPath(workshop.directory, tool.name, tool.version))) return { fault: undefined }
  const record = readProvenance(workshop.directory, tool)
  if (record?.recipe !== recipeDigest(tool, join(workshop.modules, tool.name))) return { fault: 'its recipe has changed' }
  const checked = await (isPythonTool(tool) ? checkWheels(tool, workshop) : checkBuilt(tool, workshop))
  if ('fault' in checked || record.sha256 === checked.sha256) return checked
  return { fault: 'its bytes are not the recorded ones' }
}

/** Builds in a directory beside the final one and renames it into place, so that no one ever sees half a tool. */
async function buildInto(tool: LockedTool, workshop: Workshop): Promise<string> {
  const staging = join(workshop.directory, `.staging-${tool.name}-${randomBytes(6).toString('hex')}`)
  mkdirSync(staging, { recursive: true })
  try {
    const record = await (isPythonTool(tool) ? installWheels(tool, workshop, staging) : goBuild(tool, workshop, staging))
    writeFileSync(join(staging, `${tool.name}.json`), JSON.stringify(record, null, 2) + '\n')
    replaceDirectory(staging, toolDirectory(workshop.directory, tool.name, tool.version))
    return record.sha256
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Renames `from` to `to`; what was there is moved out of the way first. Two runs at once leave one whole tool. */
function replaceDirectory(from: string, to: string): void {
  const old = `${from}-old`
  try {
    renameSync(to, old)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  renameSync(from, to)
  rmSync(old, { recursive: true, force: true })
}
