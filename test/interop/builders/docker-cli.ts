import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { installedTool, runTool, type ToolRun } from '../installed-tool.ts'
import { systemTool } from '../system-tool.ts'

/** The docker command with the locked buildx, and nothing of this machine's configuration. */
export interface DockerCli {
  readonly environment: Readonly<Record<string, string>>
  run(...args: readonly string[]): Promise<ToolRun>
}

/** `variables`: which daemon or builder it speaks to. */
export async function dockerIn(home: string, variables: Readonly<Record<string, string>>): Promise<DockerCli> {
  const [binaries, plugins] = [join(home, 'bin'), join(home, 'docker', 'cli-plugins')]
  for (const directory of [binaries, plugins]) mkdirSync(directory, { recursive: true })
  symlinkSync(systemTool('docker'), join(binaries, 'docker'))
  symlinkSync(installedTool('buildx'), join(plugins, 'docker-buildx'))
  const environment = { PATH: binaries, HOME: home, DOCKER_CONFIG: join(home, 'docker'), ...variables }
  return { environment, run: (...args) => runTool(join(binaries, 'docker'), args, home, environment) }
}
