import { basename, join } from 'node:path'
import { ToolFailure } from './failure.ts'
import { buildArguments, buildEnvironment, goVersion, isNewer, requiredGo } from './go.ts'
import { toolPath } from './layout.ts'
import type { GoTool } from './lock.ts'
import { lastLines, runProgram } from './program.ts'
import { fileDigest, recipeDigest, type BuiltProvenance } from './provenance.ts'
import { findFault } from './verify.ts'
import type { Checked, Workshop } from './workshop.ts'

/** Trivy takes five minutes on two busy cores; a build that needs an hour is stuck. */
const BUILD_TIMEOUT = 60 * 60 * 1000

/** Whether the executable holds the locked module and says so. */
export async function checkBuilt(tool: GoTool, workshop: Workshop): Promise<Checked> {
  const path = toolPath(workshop.directory, tool.name, tool.version)
  const sha256 = await fileDigest(path)
  const fault = await findFault(path, tool, join(workshop.modules, tool.name), workshop.environment)
  return fault === undefined ? { sha256 } : { fault }
}

/** Builds the executable into a directory. Throws ToolFailure. */
export async function goBuild(tool: GoTool, workshop: Workshop, staging: string): Promise<BuiltProvenance> {
  const moduleDirectory = join(workshop.modules, tool.name)
  const executable = join(staging, basename(toolPath('', tool.name, tool.version)))
  const [installed, required] = [await goVersion(workshop.environment), requiredGo(moduleDirectory)]
  const fetchToolchain = isNewer(required, installed)
  if (fetchToolchain)
    workshop.log(`${tool.name} needs Go ${required}; ${installed} is installed, Go fetches the newer toolchain`)
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

function buildFailure(tool: GoTool, fact: string): ToolFailure {
  return new ToolFailure(
    `${tool.name} ${tool.version} could not be built: ${fact}`,
    `Check that the Go module proxy (GOPROXY) can be reached and that the disk has room, then run \`npm run tools -- ${tool.name}\`.`,
  )
}
