import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseBuildInformation, type BuildInformation } from './build-information.ts'
import { moduleSum } from './go-sum.ts'
import type { GoTool, LockedTool } from './lock.ts'
import { runProgram } from './program.ts'

/** Nothing listens there: a tool that asks the network for its own version fails instead of slipping through. */
const DEAD_PROXY = 'http://127.0.0.1:9'

/**
 * Why the executable is not the locked tool; undefined when it is. Two witnesses: the module version and hash the
 * linker recorded, and the version the tool prints, with no network.
 */
export async function findFault(
  executable: string,
  tool: GoTool,
  moduleDirectory: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const recorded = await runProgram('go', ['version', '-m', executable], { environment, timeout: 60_000 })
  if (recorded.code !== 0) return `go version -m: ${recorded.stderr.trim()}`
  const goSum = readFileSync(join(moduleDirectory, 'go.sum'), 'utf8')
  return buildFault(parseBuildInformation(recorded.stdout), tool, goSum) ?? (await versionFault(executable, tool))
}

/** Compares what the linker recorded with the lock and go.sum. */
export function buildFault(information: BuildInformation, tool: GoTool, goSum: string): string | undefined {
  const { module, moduleVersion, package: main } = tool.source
  const record = information.modules.get(module)
  if (information.package !== main) return `it was built from ${information.package}, wanted ${main}`
  if (record?.version !== moduleVersion) return `it holds ${module} ${record?.version ?? '(absent)'}, wanted ${moduleVersion}`
  if (record.replacedBy !== undefined) return `it holds ${record.replacedBy} in place of ${module}`
  if (record.sum !== moduleSum(goSum, module, moduleVersion)) return `the hash of ${module} is not the one in go.sum`
  return undefined
}

/** Asks the tool for its version, without a network. */
export async function versionFault(executable: string, tool: LockedTool): Promise<string | undefined> {
  const home = tmpdir()
  const environment = { HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home, HTTPS_PROXY: DEAD_PROXY, HTTP_PROXY: DEAD_PROXY }
  const finished = await runProgram(executable, tool.versionArguments, { environment, directory: home, timeout: 60_000 })
  if (finished.code !== 0) return `\`${tool.name} ${tool.versionArguments.join(' ')}\` ended with ${String(finished.code)}`
  return printsVersion(finished.stdout + finished.stderr, tool.version) ? undefined : `it does not say that it is ${tool.version}`
}

/** Whether a text names the version as a word of its own, with or without a leading `v`. */
export function printsVersion(text: string, version: string): boolean {
  return text.split(/[\s:"'{},]+/).some((word) => word === version || word === `v${version}`)
}
