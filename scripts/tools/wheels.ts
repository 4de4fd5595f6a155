import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ToolFailure } from './failure.ts'
import { launcherText, SITE } from './launcher.ts'
import { toolDirectory, toolPath } from './layout.ts'
import type { PythonTool } from './lock.ts'
import { lastLines, runProgram } from './program.ts'
import { fileDigest, recipeDigest, type WheelProvenance } from './provenance.ts'
import { findPython, installArguments, type Python } from './python.ts'
import { treeDigest } from './tree-digest.ts'
import { versionFault } from './verify.ts'
import type { Checked, Workshop } from './workshop.ts'

/** checkov's 96 wheels take half a minute. */
const INSTALL_TIMEOUT = 20 * 60 * 1000

/** Whether the installed tool says that it is the locked version; its bytes are compared with the record. */
export async function checkWheels(tool: PythonTool, workshop: Workshop): Promise<Checked> {
  const path = toolPath(workshop.directory, tool.name, tool.version)
  const fault = await versionFault(path, tool).catch(() => 'it cannot be started, as when its Python is gone')
  if (fault !== undefined) return { fault }
  return { sha256: await digestOf(tool, toolDirectory(workshop.directory, tool.name, tool.version)) }
}

/** Installs the locked wheels into a directory, with a launcher or the executable they hold. Throws ToolFailure. */
export async function installWheels(tool: PythonTool, workshop: Workshop, staging: string): Promise<WheelProvenance> {
  if (tool.source.module !== undefined && process.platform === 'win32')
    throw new ToolFailure(`${tool.name} is not installed on Windows`, 'Use it on Linux or macOS, or in WSL.')
  const python = await findPython(tool.source.python, workshop.environment)
  const requirements = join(workshop.modules, tool.name, 'requirements.txt')
  const site = join(staging, SITE)
  workshop.log(`${tool.name} ${tool.version}: installing its wheels with Python ${python.version}`)
  const finished = await runProgram(python.path, installArguments(requirements, site), {
    environment: workshop.environment,
    timeout: INSTALL_TIMEOUT,
  })
  if (finished.code !== 0) throw installFailure(tool, lastLines(finished.stderr, 8))
  const executable = join(staging, basename(toolPath('', tool.name, tool.version)))
  putExecutable(tool, site, executable, python)
  const fault = await versionFault(executable, tool)
  if (fault !== undefined) throw installFailure(tool, fault)
  return {
    ...{ name: tool.name, version: tool.version, source: 'wheels' },
    package: `${tool.source.package}@${tool.version}`,
    pythonVersion: python.version,
    sha256: await digestOf(tool, staging),
    recipe: recipeDigest(tool, join(workshop.modules, tool.name)),
  }
}

function putExecutable(tool: PythonTool, site: string, executable: string, python: Python): void {
  const { module } = tool.source
  if (module !== undefined) {
    writeFileSync(executable, launcherText(tool, module, python), { mode: 0o755 })
    return
  }
  // pip --target puts the scripts of wheels into `bin`, on Windows too.
  copyFileSync(join(site, 'bin', basename(executable)), executable)
  rmSync(site, { recursive: true })
}

function digestOf(tool: PythonTool, directory: string): Promise<string> {
  if (tool.source.module !== undefined) return Promise.resolve(treeDigest(directory, [`${tool.name}.json`]))
  return fileDigest(join(directory, basename(toolPath('', tool.name, tool.version))))
}

function installFailure(tool: PythonTool, fact: string): ToolFailure {
  return new ToolFailure(
    `${tool.name} ${tool.version} could not be installed: ${fact}`,
    `Check that pip reaches its package index (PIP_INDEX_URL) and that the disk has room, then run \`npm run tools -- ${tool.name}\`.`,
  )
}
