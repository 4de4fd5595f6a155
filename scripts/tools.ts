import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { privateCaches, removeCaches, removeLeftovers } from './tools/caches.ts'
import { ToolFailure } from './tools/failure.ts'
import { goVersion } from './tools/go.ts'
import { installTool, type InstalledTool } from './tools/install.ts'
import { toolPath } from './tools/layout.ts'
import { isPythonTool, readLock, selectTools, type LockedTool } from './tools/lock.ts'
import { readOptions, USAGE, type ToolsOptions } from './tools/options.ts'

const MODULES = join(import.meta.dirname, '..', 'tools')

const log = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(text)

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args, process.env)
  if (options.help) {
    print(USAGE)
    return
  }
  const tools = selectTools(readLock(MODULES), options.names)
  if (options.list) printList(tools, options)
  else await installAll(tools, options)
}

function printList(tools: readonly LockedTool[], options: ToolsOptions): void {
  const rows = tools.map(({ name, version, role }) => {
    const path = toolPath(options.directory, name, version)
    return { name, version, role, path, installed: existsSync(path) }
  })
  if (options.json) print(JSON.stringify(rows, null, 2) + '\n')
  else
    for (const row of rows)
      print(`${row.installed ? '✓' : '·'} ${`${row.name} ${row.version}`.padEnd(18)} ${row.role}\n`)
}

async function installAll(tools: readonly LockedTool[], options: ToolsOptions): Promise<void> {
  mkdirSync(options.directory, { recursive: true })
  removeLeftovers(options.directory, new Date())
  if (!tools.every(isPythonTool)) await goVersion(process.env)
  const caches = privateCaches(options.directory, process.env)
  const workshop = { directory: options.directory, modules: MODULES, environment: process.env, caches, log }
  const installed: InstalledTool[] = []
  try {
    for (const tool of tools) {
      const result = await installTool(tool, workshop).catch(report)
      if (result === undefined) continue
      installed.push(result)
      log(`${`${result.name} ${result.version}`.padEnd(18)} ${result.state} in ${result.seconds.toFixed(1)} s`)
    }
  } finally {
    removeCaches(caches)
  }
  if (options.json) print(JSON.stringify(installed, null, 2) + '\n')
}

/** One tool that cannot be had does not keep the others away, but the command fails. */
function report(error: unknown): undefined {
  process.exitCode = 1
  if (!(error instanceof ToolFailure)) throw error
  log(`error: ${error.message}\n  ${error.remedy}`)
}

await main(process.argv.slice(2)).catch(report)
