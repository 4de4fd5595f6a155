import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDockerd } from '../dockerd.ts'
import { runTool } from '../installed-tool.ts'
import { systemTool } from '../system-tool.ts'

/** A Docker engine of one test's own, and the client that speaks to it. */
export interface DockerDaemon {
  /** The value of DOCKER_HOST. */
  readonly host: string
  /** Runs the docker client against it and gives what it printed. Throws what it said when it fails. */
  docker(...args: readonly string[]): Promise<string>
  close(): Promise<void>
}

export async function startDockerDaemon(): Promise<DockerDaemon> {
  const home = await mkdtemp(join(tmpdir(), 'promo-docker-'))
  const daemon = await startDockerd()
  return {
    host: daemon.address,
    docker: async (...args) => {
      const { code, stdout, stderr } = await runTool(systemTool('docker'), args, home, { DOCKER_HOST: daemon.address })
      if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`)
      return stdout.trim()
    },
    close: async () => {
      await daemon.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
