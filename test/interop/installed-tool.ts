import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { join } from 'node:path'
import { defaultToolsDirectory, readLock, toolPath } from '../../scripts/tools/index.ts'

const lock = readLock(join(import.meta.dirname, '..', '..', 'tools'))

/** Path of a locked tool. Throws when it is not installed: a suite without its tool has failed, not passed. */
export function installedTool(name: string): string {
  const tool = lock.find((locked) => locked.name === name)
  if (tool === undefined) throw new TypeError(`${name} is not in tools/tools.json`)
  const path = toolPath(defaultToolsDirectory(process.env), tool.name, tool.version)
  if (!existsSync(path)) throw new Error(`${name} ${tool.version} is not installed: run \`npm run tools -- ${name}\``)
  return path
}

export interface ToolRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Nothing listens there: whatever does not go to loopback fails. */
const DEAD_PROXY = 'http://127.0.0.1:9'

/** Runs a tool in `home`, with no environment but `variables` and no network but loopback. */
export async function runTool(
  path: string,
  args: readonly string[],
  home: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ToolRun> {
  const env = { HOME: home, TMPDIR: home, HTTPS_PROXY: DEAD_PROXY, HTTP_PROXY: DEAD_PROXY, ...variables }
  try {
    const { stdout, stderr } = await promisify(execFile)(path, args, { cwd: home, env, maxBuffer: 64 * 1024 * 1024 })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string }
    if (typeof code !== 'number') throw error
    return { code, stdout, stderr }
  }
}
