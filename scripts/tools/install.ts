import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ToolFailure } from './failure.ts'
import { buildArguments, buildEnvironment, goVersion, isNewer, requiredGo, type GoCaches } from './go.ts'
import { toolDirectory, toolPath } from './layout.ts'
import type { LockedTool } from './lock.ts'
import { lastLines, runProgram } from './program.ts'
import { fileDigest, readProvenance, recipeDigest, type ToolProvenance } from './provenance.ts'
import { findFault } from './verify.ts'

/** Trivy takes five minutes on two busy cores; a build that needs an hour is stuck. */
const BUILD_TIMEOUT = 60 * 60 * 1000

export interface Workshop {
  /** Where installed tools go. */
  readonly directory: string
  /** `tools/` of the clone: the lock and one Go module per tool. */
  readonly modules: string
  readonly environment: NodeJS.ProcessEnv
  readonly caches?: GoCaches | undefined
  readonly log: (line: string) => void
}

export interface InstalledTool {
  readonly name: string
  readonly version: string
  readonly path: string
  readonly state: 'cached' | 'built'
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
    seconds: Math.round((performance.now() - started) / 100) / 10,
  })
  const cached = await checkInstalled(tool, workshop)
  if ('sha256' in cached) return done('cached', cached.sha256)
  if (cached.fault !== undefined) workshop.log(`${tool.name} ${tool.version}: building again, ${cached.fault}`)
  return done('built', await buildInto(tool, workshop))
}

type Checked = { readonly sha256: string } | { readonly fault: string | undefined }

/** The digest of the installed tool when it is what the lock asks for; else why it is not (undefined: not there). */
async function checkInstalled(tool: LockedTool, workshop: Workshop): Promise<Checked> {
  const path = toolPath(workshop.directory, tool.name, tool.version)
  if (!existsSync(path)) return { fault: undefined }
  const moduleDirectory = join(workshop.modules, tool.name)
  const record = readProvenance(workshop.directory, tool)
  if (record?.recipe !== recipeDigest(tool, moduleDirectory)) return { fault: 'its recipe has changed' }
  const sha256 = await fileDigest(path)
  if (record.sha256 !== sha256) return { fault: 'its bytes are not the recorded ones' }
  const fault = await findFault(path, tool, moduleDirectory, workshop.environment)
  return fault === undefined ? { sha256 } : { fault }
}

/** Builds in a directory beside the final one and renames it into place, so that no one ever sees half a tool. */
async function buildInto(tool: LockedTool, workshop: Workshop): Promise<string> {
  const staging = join(workshop.directory, `.staging-${tool.name}-${randomBytes(6).toString('hex')}`)
  mkdirSync(staging, { recursive: true })
  try {
    const record = await build(tool, workshop, staging)
    writeFileSync(join(staging, `${tool.name}.json`), JSON.stringify(record, null, 2) + '\n')
    replaceDirectory(staging, toolDirectory(workshop.directory, tool.name, tool.version))
    return record.sha256
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

async function build(tool: LockedTool, workshop: Workshop, staging: string): Promise<ToolProvenance> {
  const moduleDirectory = join(workshop.modules, tool.name)
  const executable = join(staging, basename(toolPath('', tool.name, tool.version)))
  const [installed, required] = [await goVersion(workshop.environment), requiredGo(moduleDirectory)]
  const fetchToolchain = isNewer(required, installed)
  if (fetchToolchain) workshop.log(`${tool.name} needs Go ${required}; ${installed} is installed, Go fetches the newer toolchain`)
  workshop.log(`${tool.name} ${tool.version}: building ${tool.source.package}`)
  const finished = await runProgram('go', buildArguments(tool, executable), {
    environment: buildEnvironment(workshop.environment, tool, { caches: workshop.caches, fetchToolchain }),
    directory: moduleDirectory,
    timeout: BUILD_TIMEOUT,
  })
  if (finished.code !== 0) throw buildFailure(tool, lastLines(finished.stderr, 8))
  const fault = await findFault(executable, tool, moduleDirectory, workshop.environment)
  if (fault !== undefined) throw buildFailure(tool, fault)
  return {
    ...{ name: tool.name, version: tool.version, source: 'source-built' },
    module: `${tool.source.module}@${tool.source.moduleVersion}`,
    goVersion: fetchToolchain ? required : installed,
    sha256: await fileDigest(executable),
    recipe: recipeDigest(tool, moduleDirectory),
  }
}

function buildFailure(tool: LockedTool, fact: string): ToolFailure {
  return new ToolFailure(
    `${tool.name} ${tool.version} could not be built: ${fact}`,
    `Check that the Go module proxy (GOPROXY) can be reached and that the disk has room, then run \`npm run tools -- ${tool.name}\`.`,
  )
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
